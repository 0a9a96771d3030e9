using System.Text.Json;
using static Tercet.Vision.Tests.Onnx.TinyModel;

namespace Tercet.Vision.Tests.Texts;

/// <summary>A folder with a hand-written model: the vector of a token is its row in a table, plus the maximum of all rows.</summary>
internal sealed class TinyTextModel : IDisposable
{
    public const int Dimensions = 4;

    public const string Hidden = "last_hidden_state", Ids = "input_ids";

    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "world", "##s", ",", "É", "e", "query"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>A folder with model.onnx and vocab.txt.</summary>
    public TinyTextModel()
    {
        Write("model.onnx", Table());
        Write("vocab.txt", string.Join('\n', Vocabulary) + "\n");
    }

    public string Folder => _folder.Path;

    /// <summary>The mean of the tokens' vectors, or the first, or the maximum.</summary>
    public static float[] Pool(string mode, params int[] ids) => [.. Enumerable.Range(0, Dimensions).Select(k =>
    {
        float[] rows = [.. ids.Select(id => 0.1f + (id * Dimensions + k + 1) % 7)]; // as Weights writes them
        float[] vectors = Array.ConvertAll(rows, value => value + rows.Max());
        return mode switch { "mean" => (float)vectors.Average(value => (double)value), "cls" => vectors[0], _ => vectors.Max() };
    })];

    /// <summary>A vector scaled to unit length.</summary>
    public static float[] Unit(float[] vector)
    {
        var norm = Math.Sqrt(vector.Sum(value => (double)value * value));
        return Array.ConvertAll(vector, value => (float)(value / norm));
    }

    /// <summary>The model: some input of tokens, and an output with one vector per token.</summary>
    public static byte[] Table(string input = Ids, int element = Onnx.TinyModel.Int64, long tokens = -1, params byte[][] parts) => Graph(
        [
            .. Node("Gather", $"w {input}", "rows"),
            .. Node("ReduceMax", "rows", "most", Integers("axes", 1), Integer("keepdims", 1)),
            .. Node("Add", "rows most", Hidden),
            .. Weights("w", Vocabulary.Length, Dimensions),
            .. Message(11, Value(input, TensorType(element, -1, tokens))),
            .. Message(12, Value(Hidden, TensorType(Float, -1, tokens, Dimensions))),
            .. parts.SelectMany(part => part),
        ]);

    /// <summary>A tokenizer.json with the vocabulary; parts may be replaced.</summary>
    public static string TokenizerJson(string type = "WordPiece", string normalizer = """{"type": "BertNormalizer", "lowercase": true}""") =>
        $$$"""
        {
          "added_tokens": [{"id": 2, "content": "[CLS]"}, {"id": 3, "content": "[SEP]"}, {"id": 0, "content": "[PAD]"}, {"id": 1, "content": "[UNK]"}, {"id": 4, "content": "[MASK]"}],
          "normalizer": {{{normalizer}}},
          "pre_tokenizer": {"type": "BertPreTokenizer"},
          "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
            "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2]}, "[SEP]": {"id": "[SEP]", "ids": [3]}}
          },
          "model": {
            "type": "{{{type}}}", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": {{{JsonSerializer.Serialize(Vocabulary.Index().ToDictionary(token => token.Item, token => token.Index))}}}
          }
        }
        """;

    public TinyTextModel Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public TinyTextModel Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, name))!);
        _folder.Write(name, content);
        return this;
    }

    public TinyTextModel Delete(string name)
    {
        File.Delete(Path.Combine(Folder, name));
        return this;
    }

    /// <summary>Moves a file within the folder.</summary>
    public TinyTextModel Move(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, target))!);
        File.Move(Path.Combine(Folder, name), Path.Combine(Folder, target));
        return this;
    }

    public TextEncoder Open(TextEncoderOptions? options = null) => TextEncoder.Open(Folder, options);

    /// <summary>The embedding of a text, by the model as the folder has it now.</summary>
    public float[] Encode(string text, TextEncoderOptions? options = null)
    {
        using var encoder = Open(options);
        return encoder.Encode(text);
    }

    /// <summary>The message of the fault that opening the folder meets, with names relative to it.</summary>
    public string Fault(TextEncoderOptions? options = null) =>
        Assert.Throws<InvalidInputException>(() => Open(options).Dispose()).Message
            .Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(Folder, "MODEL", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
