namespace Tercet.Vision.Texts;

/// <summary>A sentence-transformers model in its own folder layout, with its network as ONNX.</summary>
internal sealed class ModelFolder
{
    /// <summary>Tokens per text where nothing says how many the model takes.</summary>
    public const int DefaultTokens = 256;

    private const string Layout =
        "Expected a sentence-transformers model: a folder with model.onnx or onnx/model.onnx, and tokenizer.json or vocab.txt.";

    private readonly string _path;
    private readonly IReadOnlyList<ModelModule> _modules;

    private ModelFolder(string path)
    {
        _path = path;
        _modules = ModelModule.ReadAll(JsonFile.Read(Existing("modules.json")));
        Model = Find("model.onnx", "onnx/model.onnx") ?? throw new InvalidInputException(
            $"{path}: no model.onnx in the folder, nor in its sub-folder onnx. {Layout} Export the model with "
            + $"'optimum-cli export onnx --model NAME {path}', or choose a folder that has one.");
        Tokenizer = ReadTokenizer();
        (Pooling, IncludesPrompt) = PoolingConfig.Read(JsonFile.Read(PoolingPath()));
        HasDense = ModelModule.RequireSupported(Path.Combine(path, "modules.json"), _modules);
        Normalize = _modules.Count == 0 || _modules.Any(module => module.Kind == "Normalize");
        var sentence = JsonFile.Read(Find("sentence_bert_config.json"));
        LowersTexts = sentence?.Flag("do_lower_case") ?? false;
        Limit = new[]
        {
            JsonFile.Read(Find("config.json"))?.Number("max_position_embeddings"),
            JsonFile.Read(Find("tokenizer_config.json"))?.Number("model_max_length"),
        }.Where(limit => limit >= TextEncoderOptions.MinTokens).Min();
        MaxTokens = sentence?.Number("max_seq_length") ?? Limit ?? DefaultTokens;
        var prompts = JsonFile.Read(Existing("config_sentence_transformers.json"));
        DefaultPrompt = prompts?.Text("default_prompt_name") is { } name
            ? JsonFile.Text(prompts.Find("prompts"), name) ?? ""
            : "";
    }

    /// <summary>The network.</summary>
    public string Model { get; }

    public BertTokenizer Tokenizer { get; }

    public TokenPooling Pooling { get; }

    /// <summary>Whether the tokens of a prompt are pooled with those of the text.</summary>
    public bool IncludesPrompt { get; }

    /// <summary>Whether embeddings are scaled to unit length: as the modules say, and where there are none.</summary>
    public bool Normalize { get; }

    /// <summary>Whether a layer follows the pooling, which only an output of the whole model includes.</summary>
    public bool HasDense { get; }

    /// <summary>Whether texts are in lower case before they are tokenized.</summary>
    public bool LowersTexts { get; }

    /// <summary>The most tokens that the model takes; null where nothing says so.</summary>
    public int? Limit { get; }

    /// <summary>Tokens per text, special ones included.</summary>
    public int MaxTokens { get; }

    /// <summary>What comes before each text unless another prompt is chosen.</summary>
    public string DefaultPrompt { get; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidInputException">A file is missing, damaged, or of a kind that is not supported.</exception>
    public static ModelFolder Read(string path)
    {
        if (!Directory.Exists(path))
            throw new InvalidInputException(
                $"{path}: {(File.Exists(path) ? "a file, not a folder" : "no such folder")}. {Layout} Check its path.");
        return new ModelFolder(path);
    }

    private BertTokenizer ReadTokenizer()
    {
        if (JsonFile.Read(Find("tokenizer.json")) is { } file)
            return TokenizerFile.Read(file);
        if (Find("vocab.txt") is { } vocabulary)
            return VocabularyFile.Read(vocabulary, JsonFile.Read(Find("tokenizer_config.json")));
        var other = Find("sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "merges.txt");
        throw new InvalidInputException(other is null
            ? $"{_path}: neither tokenizer.json nor vocab.txt in the folder. {Layout} Copy the tokenizer's files there."
            : $"{other}: a tokenizer of another type. {Layout} Choose a model whose tokenizer is of BERT's kind (WordPiece).");
    }

    private string? PoolingPath() => Existing(
        Path.Combine(_modules.FirstOrDefault(module => module.Kind == "Pooling")?.Folder ?? "1_Pooling", "config.json"));

    /// <summary>The first of several files that exists: in the folder, or in that of its transformer.</summary>
    private string? Find(params ReadOnlySpan<string> names)
    {
        var inner = _modules.FirstOrDefault(module => module.Kind == "Transformer")?.Folder ?? "";
        foreach (var name in names)
        {
            if ((Existing(name) ?? Existing(Path.Combine(inner, name))) is { } path)
                return path;
        }
        return null;
    }

    private string? Existing(string name)
    {
        var path = Path.Combine(_path, name);
        return File.Exists(path) ? path : null;
    }
}
