namespace Tercet.Vision.Texts;

/// <summary>Reads vocab.txt, BERT's own format: one token per line, whose number is that of the line, from 0.</summary>
internal static class VocabularyFile
{
    /// <summary>Characters of a word; longer ones are unknown.</summary>
    public const int LongestWord = 100;

    private const string Prefix = "##";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">tokenizer_config.json beside it; null for BERT's defaults.</param>
    /// <exception cref="InvalidInputException">A token that is needed is not there.</exception>
    public static BertTokenizer Read(string path, JsonFile? config)
    {
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, line) in File.ReadLines(path).Index())
            tokens[line] = id;
        var unknown = NameOf("unk_token", "[UNK]");
        var (start, end) = (NameOf("cls_token", "[CLS]"), NameOf("sep_token", "[SEP]"));
        var missing = new[] { unknown, start, end }.Where(token => !tokens.ContainsKey(token)).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{path}: the vocabulary lacks {string.Join(" and ", missing)}. Expected one token per line, as BERT's tokenizers "
                + "write it; copy it again.");
        var lowerCase = config?.Flag("do_lower_case") ?? true;
        var normalizer = new BertNormalizer
        {
            LowerCase = lowerCase,
            StripAccents = config?.Flag("strip_accents") ?? lowerCase,
            SplitChinese = config?.Flag("tokenize_chinese_chars") ?? true,
        };
        string[] special = [NameOf("pad_token", "[PAD]"), unknown, start, end, NameOf("mask_token", "[MASK]")];
        return new BertTokenizer(
            normalizer, new WordPiece(tokens, unknown, Prefix, LongestWord), [tokens[start]], [tokens[end]],
            special.Distinct().Where(tokens.ContainsKey).Select(token => (token, tokens[token])));

        // A token is a text, or an object with its text and how it is matched.
        string NameOf(string property, string otherwise) =>
            config?.Text(property) ?? JsonFile.Text(config?.Find(property), "content") ?? otherwise;
    }
}
