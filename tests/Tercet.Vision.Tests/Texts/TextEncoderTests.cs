using static Tercet.Vision.Tests.Onnx.TinyModel;
using static Tercet.Vision.Tests.Texts.TinyTextModel;

namespace Tercet.Vision.Tests.Texts;

/// <summary>What is read from a model's folder. Tokens: [CLS] 2, [SEP] 3, hello 5, world 6, ##s 7, comma 8.</summary>
public sealed class TextEncoderTests : IDisposable
{
    private static readonly float[] HelloWorlds = Unit(Pool("mean", 2, 5, 8, 6, 7, 3));

    private readonly TinyTextModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Without_further_files_the_mean_is_scaled_to_unit_length()
    {
        using var encoder = _model.Open();
        Assert.Equal(HelloWorlds, encoder.Encode("Hello, WORLDS"));
        Assert.Equal((4, 256, "", _model.Folder), (encoder.Dimensions, encoder.MaxTokens, encoder.Prompt, encoder.Name));
        Assert.Equal(
            $"{_model.Folder}: texts of at most 256 tokens (WordPiece: clean, split Chinese, strip accents, lower case); output "
            + "'last_hidden_state', the mean of all tokens, scaled to unit length",
            encoder.Description);
    }

    [Fact]
    public void Every_layout_is_the_same_model()
    {
        using var plain = _model.Open();
        _model.Move("model.onnx", "onnx/model.onnx");
        using var inFolder = _model.Open();
        _model.Write("tokenizer.json", TokenizerJson()).Delete("vocab.txt");
        using var json = _model.Open();
        _model.Write("tokenizer.json", TokenizerJson("x").Replace("\"type\": \"x\", ", "", StringComparison.Ordinal));
        using var unnamed = _model.Open();
        _model.Move("tokenizer.json", "0_Transformer/tokenizer.json")
            .Write("modules.json", Modules("0_Transformer:Transformer", "1_Pooling:Pooling", "2_Normalize:Normalize"));
        using var modules = _model.Open();
        Assert.All([inFolder, json, unnamed, modules], encoder => Assert.Equal(plain.Fingerprint, encoder.Fingerprint));
        Assert.Equal(HelloWorlds, modules.Encode("hello, worlds"));
    }

    [Theory]
    [InlineData("mean", "pooling_mode_mean_tokens")]
    [InlineData("cls", "pooling_mode_cls_token")]
    [InlineData("max", "pooling_mode_max_tokens")]
    public void Pooling_and_normalization_are_as_the_modules_say(string mode, string property)
    {
        _model.Write("1_Pooling/config.json", $$"""{"word_embedding_dimension": 4, "{{property}}": true}""");
        Assert.Equal(Unit(Pool(mode, 2, 5, 3)), _model.Encode("hello"));
        _model.Write("modules.json", Modules(":Transformer", "1_Pooling:Pooling"));
        Assert.Equal(Pool(mode, 2, 5, 3), _model.Encode("hello"));
        _model.Write("1_Pooling/config.json", $$"""{"pooling_mode": "{{mode}}"}""");
        Assert.Equal(Pool(mode, 2, 5, 3), _model.Encode("hello"));
    }

    [Fact]
    public void The_length_is_that_of_the_model_or_of_the_options()
    {
        int[] all = [2, .. Enumerable.Repeat(5, 8), 3];
        Assert.Equal(Unit(Pool("mean", all)), _model.Encode(string.Join(' ', Enumerable.Repeat("hello", 8))));
        _model.Write("config.json", """{"max_position_embeddings": 7}""");
        using (var limited = _model.Open())
            Assert.Equal(7, limited.MaxTokens);
        _model.Write("sentence_bert_config.json", """{"max_seq_length": 5}""");
        Assert.Equal(Unit(Pool("mean", 2, 5, 8, 6, 3)), _model.Encode("hello, worlds")); // a word may be cut
        using var encoder = _model.Open(new TextEncoderOptions { MaxTokens = 4 });
        Assert.Equal(Unit(Pool("mean", 2, 5, 8, 3)), encoder.Encode("hello, worlds"));
        Assert.Equal([2, 5, 8, 3], encoder.Tokenize("hello, worlds", out var truncated));
        Assert.True(truncated);
        Assert.Equal([2, 5, 8, 3], encoder.Tokenize("hello, ", out truncated));
        Assert.False(truncated);
    }

    [Fact]
    public void A_default_prompt_gives_way_to_another()
    {
        _model.Write("config_sentence_transformers.json", """{"prompts": {"q": "query ", "p": ""}, "default_prompt_name": "q"}""");
        var plain = Unit(Pool("mean", 2, 5, 3));
        Assert.Equal(Unit(Pool("mean", 2, 11, 5, 3)), _model.Encode("hello"));
        Assert.Equal(Unit(Pool("mean", 2, 6, 8, 5, 3)), _model.Encode("hello", new TextEncoderOptions { Prompt = "world," }));
        Assert.Equal(plain, _model.Encode("hello", new TextEncoderOptions { Prompt = "" }));
    }

    [Fact]
    public void Case_and_accents_are_as_the_tokenizer_says()
    {
        Assert.Equal(Unit(Pool("mean", 2, 10, 3)), _model.Encode("É"));
        Assert.Equal(Unit(Pool("mean", 2, 10, 3)), _model.Encode("E\u0301"));
        _model.Write("tokenizer_config.json", """{"do_lower_case": false, "cls_token": {"content": "[CLS]"}, "unk_token": "[UNK]"}""");
        Assert.Equal(Unit(Pool("mean", 2, 9, 3)), _model.Encode("É"));
        Assert.Equal(Unit(Pool("mean", 2, 1, 3)), _model.Encode("Hello"));
        _model.Write("sentence_bert_config.json", """{"do_lower_case": true}""");
        Assert.Equal(Unit(Pool("mean", 2, 5, 3)), _model.Encode("Hello"));
        _model.Write("tokenizer.json", TokenizerJson(normalizer: """{"type": "BertNormalizer", "lowercase": false, "strip_accents": true}"""))
            .Delete("sentence_bert_config.json");
        Assert.Equal(Unit(Pool("mean", 2, 1, 3)), _model.Encode("É")); // E, which is not in the vocabulary
        _model.Write("tokenizer.json", TokenizerJson(normalizer: "null"));
        Assert.Equal(Unit(Pool("mean", 2, 9, 3)), _model.Encode("É"));
    }

    [Fact]
    public void Tokens_may_have_32_bits() =>
        Assert.Equal(HelloWorlds, _model.Write("model.onnx", Table(element: 6)).Encode("hello, worlds"));

    [Fact]
    public void The_output_of_the_whole_model_is_taken_after_a_dense_layer()
    {
        _model.Write("modules.json", Modules(":Transformer", "1_Pooling:Pooling", "2_Dense:Dense")).Write("model.onnx", WithSentence());
        Assert.Equal(Pool("max", 2, 5, 3), _model.Encode("hello")); // not scaled: there is no Normalize
        _model.Write("modules.json", Modules(":Transformer", "1_Pooling:Pooling"));
        Assert.Equal(Pool("mean", 2, 5, 3), _model.Encode("hello"));
    }

    internal static string Modules(params string[] modules) => "[" + string.Join(", ", modules.Select(module => module.Split(':'))
        .Select(module => $$"""{"path": "{{module[0]}}", "type": "sentence_transformers.models.{{module[1]}}"}""")) + "]";

    /// <summary>A model that has its tokens' maximum as a second output.</summary>
    private static byte[] WithSentence() => Table(parts:
    [
        Node("ReduceMax", Hidden, "sentence_embedding", Integers("axes", 1), Integer("keepdims", 0)),
        Message(12, Value("sentence_embedding", TensorType(Float, -1, Dimensions))),
    ]);
}
