using System.Text.Json;

namespace Tercet.Vision.Texts;

/// <summary>
/// Reads tokenizer.json, the format of Hugging Face's tokenizers, where it describes a tokenizer of BERT's kind.
/// </summary>
internal static class TokenizerFile
{
    private const string Expected = "Expected a tokenizer of BERT's kind (WordPiece).";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It describes another kind of tokenizer, or is damaged.</exception>
    public static BertTokenizer Read(JsonFile file)
    {
        var model = file.Find("model");
        var vocabulary = JsonFile.Find(model, "vocab");
        // Older files do not name the type; only WordPiece has a prefix of continuing pieces and an object as its vocabulary.
        var isUnnamed = JsonFile.Find(model, "type") is null && JsonFile.Find(model, "continuing_subword_prefix") is not null
            && JsonFile.Find(model, "merges") is null && vocabulary is { ValueKind: JsonValueKind.Object };
        if (!isUnnamed)
            RequireType(file, "tokenizer", JsonFile.TypeOf(model), "WordPiece");
        RequireType(file, "normalizer", JsonFile.TypeOf(file.Find("normalizer")), "BertNormalizer", "none");
        RequireType(file, "pre-tokenizer", JsonFile.TypeOf(file.Find("pre_tokenizer")), "BertPreTokenizer");
        try
        {
            var tokens = ReadVocabulary(vocabulary);
            var (start, end) = ReadEnds(file, file.Find("post_processor"));
            var pieces = new WordPiece(
                tokens, JsonFile.Text(model, "unk_token") ?? "[UNK]",
                JsonFile.Text(model, "continuing_subword_prefix") ?? "##",
                JsonFile.Number(model, "max_input_chars_per_word") ?? VocabularyFile.LongestWord);
            return new BertTokenizer(
                ReadNormalizer(file.Find("normalizer")), pieces, start, end, ReadSpecial(file.Find("added_tokens")));
        }
        catch (Exception e) when (e
            is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidInputException(
                $"{file.Path}: a part of the tokenizer is missing or damaged ({e.Message.TrimEnd('.')}). Expected the file as it was saved "
                + "with the model; copy it again.",
                e);
        }
    }

    private static void RequireType(JsonFile file, string part, string found, params ReadOnlySpan<string> supported)
    {
        if (!supported.Contains(found))
            throw new InvalidInputException(
                $"{file.Path}: the {part} is of the type {found}. {Expected} Choose another model, or embed the texts elsewhere "
                + "and give the embeddings as a .npy file.");
    }

    private static BertNormalizer ReadNormalizer(JsonElement? normalizer)
    {
        if (normalizer is null)
            return new BertNormalizer { CleanText = false, SplitChinese = false, LowerCase = false, StripAccents = false };
        var lowerCase = JsonFile.Flag(normalizer, "lowercase") ?? true;
        return new BertNormalizer
        {
            CleanText = JsonFile.Flag(normalizer, "clean_text") ?? true,
            SplitChinese = JsonFile.Flag(normalizer, "handle_chinese_chars") ?? true,
            LowerCase = lowerCase,
            StripAccents = JsonFile.Flag(normalizer, "strip_accents") ?? lowerCase,
        };
    }

    private static Dictionary<string, int> ReadVocabulary(JsonElement? vocabulary)
    {
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in vocabulary!.Value.EnumerateObject())
            tokens[token.Name] = token.Value.GetInt32();
        return tokens;
    }

    private static List<(string, int)> ReadSpecial(JsonElement? added) =>
        added is not { ValueKind: JsonValueKind.Array } list ? [] :
        [
            .. list.EnumerateArray()
                .Select(token => (token.GetProperty("content").GetString()!, token.GetProperty("id").GetInt32())),
        ];

    /// <summary>The tokens before and after a text.</summary>
    private static (int[] Start, int[] End) ReadEnds(JsonFile file, JsonElement? processor)
    {
        switch (JsonFile.TypeOf(processor))
        {
            case "TemplateProcessing":
                var known = processor!.Value.GetProperty("special_tokens");
                List<int> start = [], end = [];
                var target = start;
                foreach (var part in processor.Value.GetProperty("single").EnumerateArray())
                {
                    if (JsonFile.Find(part, "SpecialToken") is { } special)
                        target.AddRange(known.GetProperty(special.GetProperty("id").GetString()!).GetProperty("ids")
                            .EnumerateArray().Select(id => id.GetInt32()));
                    else
                        target = end;
                }
                return ([.. start], [.. end]);
            case "BertProcessing" or "RobertaProcessing":
                return ([IdOf("cls")], [IdOf("sep")]);
            default:
                RequireType(file, "post-processor", JsonFile.TypeOf(processor), "TemplateProcessing", "BertProcessing", "none");
                return ([], []);
        }

        int IdOf(string name) => processor!.Value.GetProperty(name)[1].GetInt32();
    }
}
