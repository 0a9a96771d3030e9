using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Tercet.Vision.Encoders;
using Tercet.Vision.Onnx;
using Tercet.Vision.Texts;

namespace Tercet.Vision;

/// <summary>
/// A sentence-transformers model, its network exported to ONNX and run by ONNX Runtime on the processor. Tokenizer, pooling,
/// normalisation, length and prompts are read from the model's folder. Texts are run one per call, without padding, on one thread
/// per call, so that an embedding depends on its text alone. Immutable and safe for concurrent use; encoders with equal
/// <see cref="Fingerprint"/> give equal embeddings.
/// </summary>
/// <remarks>
/// The folder has the layout of sentence-transformers: <c>model.onnx</c> or <c>onnx/model.onnx</c>; <c>tokenizer.json</c> of the
/// type WordPiece, or <c>vocab.txt</c> with an optional <c>tokenizer_config.json</c>; and, where they exist, <c>modules.json</c>,
/// <c>1_Pooling/config.json</c>, <c>sentence_bert_config.json</c>, <c>config.json</c> and
/// <c>config_sentence_transformers.json</c>. Without <c>modules.json</c>, the mean of the tokens is scaled to unit length.
/// </remarks>
/// <example><code>
/// using var encoder = TextEncoder.Open("all-MiniLM-L6-v2");
/// float[] embedding = encoder.Encode("a text");   // encoder.Dimensions components
/// </code></example>
public sealed class TextEncoder : IEncoder, IDisposable
{
    /// <summary>
    /// Longer texts are not tried when a model is opened: attention takes memory with the square of the length.
    /// </summary>
    private const int LongestTrial = 512;

    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;
    private readonly TextInput _input;
    private readonly TextOutput _output;
    private readonly bool _lowersTexts;

    private TextEncoder(string path, ModelFolder folder, TextEncoderOptions options)
    {
        Name = path;
        Prompt = options.Prompt ?? folder.DefaultPrompt;
        MaxTokens = options.MaxTokens ?? folder.MaxTokens;
        (_tokenizer, _lowersTexts) = (folder.Tokenizer, folder.LowersTexts);
        RequireSuitable(folder);
        (Sha256, var external) = OnnxModelFile.Read(folder.Model);
        _session = OnnxSession.Open(folder.Model, Device.Cpu);
        try
        {
            _input = TextInput.Read(_session, folder.Model);
            _output = TextOutput.Choose(_session, folder.Model, folder);
            Dimensions = Probe(folder.Model);
            Settings = DescribeSettings(external);
            TextTrial.Require(this, _tokenizer, Math.Min(MaxTokens, LongestTrial));
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>The path of the model's folder, as it was given.</summary>
    public string Name { get; }

    /// <summary>The SHA-256 of the ONNX file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The string put before each text; empty for none.</summary>
    public string Prompt { get; }

    /// <summary>Number of tokens after which a text is truncated, prompt and special tokens included.</summary>
    public int MaxTokens { get; }

    /// <summary>Number of components of an embedding, 1 to <see cref="EmbeddingMatrix.MaxDimensions"/>.</summary>
    public int Dimensions { get; }

    /// <summary>
    /// Everything that determines the embeddings, by name: versions, digests of model and vocabulary, pooling, prompt.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>
    /// The SHA-256, in lower-case hexadecimal, of the settings as lines <c>name=value</c>, in ordinal order of their names.
    /// </summary>
    public string Fingerprint => EncoderFingerprint.Compute(Settings);

    /// <summary>What the encoder does with a text, in one line for people.</summary>
    public string Description =>
        FormattableString.Invariant($"{Name}: texts of at most {MaxTokens:N0} tokens (WordPiece: {_tokenizer.Description})")
        + (Prompt.Length > 0 ? $" after the prompt '{Prompt}'" : "") + $"; output {_output.Description}";

    /// <summary>Opens a model, and runs it a few times: to see that an embedding depends on its text alone.</summary>
    /// <param name="path">The model's folder.</param>
    /// <param name="options">Prompt and length; null for the model's own.</param>
    /// <exception cref="InvalidInputException">
    /// The folder lacks the model or its tokenizer; a file is damaged; the tokenizer, the pooling, a module, an input or an output
    /// is of a kind that is not supported; or embeddings depend on chance, or not on the text.
    /// </exception>
    /// <exception cref="InvalidOptionsException">Options are out of their bounds.</exception>
    public static TextEncoder Open(string path, TextEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new TextEncoderOptions();
        OptionFault.ThrowIfAny(options.Faults());
        return new TextEncoder(path, ModelFolder.Read(path), options);
    }

    /// <summary>Embeds one text. For many texts, <see cref="TextEmbedder"/> is faster: it runs in parallel.</summary>
    /// <param name="text">The text, without the prompt; not blank.</param>
    /// <returns><see cref="Dimensions"/> finite components.</returns>
    /// <exception cref="InvalidInputException">
    /// The text is blank, the model fails on it, or produces values that are not finite.
    /// </exception>
    public float[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidInputException($"{Name}: cannot embed a blank text. Expected at least one word.");
        var embedding = new float[Dimensions];
        Run(Tokenize(text, out _), embedding, () => "a text");
        return embedding;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>The tokens of a text after the prompt.</summary>
    internal int[] Tokenize(string text, out bool isTruncated)
    {
        text = Prompt + text;
        return _tokenizer.Encode(_lowersTexts ? text.ToLowerInvariant() : text, MaxTokens, out isTruncated);
    }

    /// <summary>Embeds the tokens of one text.</summary>
    internal void Run(int[] tokens, Span<float> embedding, Func<string> nameText)
    {
        using var result = Call(tokens);
        _output.CopyEmbedding(result, embedding);
        foreach (var value in embedding)
        {
            if (!float.IsFinite(value))
                throw new InvalidInputException(
                    $"{Name}: the encoder produced {(float.IsNaN(value) ? "NaN" : "an infinite value")} for {nameText()}. Export the "
                    + "model as float32.");
        }
    }

    private int Probe(string path)
    {
        var tokens = Tokenize("a text", out _);
        using var result = Call(tokens);
        return _output.Measure(result, tokens.Length, path);
    }

    private OrtValue Call(int[] tokens)
    {
        try
        {
            return _input.Run(_session, tokens, _output.Name);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException(
                FormattableString.Invariant($"{Name}: the model failed on a text of {tokens.Length} tokens ({OnnxSession.Reason(e)}). ")
                + "Set `MaxTokens` to the length that it takes, and check that tokenizer and model belong together.",
                e);
        }
    }

    private void RequireSuitable(ModelFolder folder)
    {
        if (MaxTokens > folder.Limit && MaxTokens != folder.MaxTokens)
            throw new InvalidInputException(
                FormattableString.Invariant(
                $"{Name}: `MaxTokens` is {MaxTokens}, but the model takes at most {folder.Limit} tokens. Expected 3 to ")
                + FormattableString.Invariant($"{folder.Limit}."));
        if (Prompt.Length > 0 && !folder.IncludesPrompt)
            throw new InvalidInputException(
                $"{Name}: the model leaves its prompt out of the pooling (include_prompt), which is not supported. Leave `Prompt` "
                + "out, or embed the texts elsewhere and give the embeddings as a .npy file.");
        if (MaxTokens < TextEncoderOptions.MinTokens
            || (Prompt.Length > 0 && _tokenizer.Encode(Prompt, MaxTokens, out _).Length >= MaxTokens))
            throw new InvalidInputException(
                FormattableString.Invariant($"{Name}: a text has at most {MaxTokens} tokens, and none is left after the prompt. ")
                + "Set `MaxTokens` higher, or shorten `Prompt`.");
    }

    private SortedDictionary<string, string> DescribeSettings(IReadOnlyDictionary<string, string> external)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["encoder"] = "text v1",
            ["model"] = Sha256,
            ["runtime"] = $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}",
            ["inputs"] = _input.Description,
            ["output"] = _output.Description,
            ["tokenizer"] = $"WordPiece: {_tokenizer.Description}{(_lowersTexts ? ", texts in lower case" : "")}",
            ["special-tokens"] = _tokenizer.Special,
            ["vocabulary"] = _tokenizer.VocabularySha256,
            ["max-tokens"] = MaxTokens.ToString(CultureInfo.InvariantCulture),
            ["prompt"] = Prompt,
        };
        foreach (var (name, sha256) in external)
            settings[$"data {name}"] = sha256;
        return settings;
    }
}
