using static Tercet.Vision.Tests.Onnx.TinyModel;
using static Tercet.Vision.Tests.Texts.TextEncoderTests;
using static Tercet.Vision.Tests.Texts.TinyTextModel;

namespace Tercet.Vision.Tests.Texts;

public sealed class TextEncoderFaultsTests : IDisposable
{
    private const string Layout =
        "Expected a sentence-transformers model: a folder with model.onnx or onnx/model.onnx, and tokenizer.json or vocab.txt.";

    private readonly TinyTextModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_missing_folder_and_a_file_in_its_place_are_told_apart()
    {
        Assert.Equal(
            $"nowhere: no such folder. {Layout} Check its path.",
            Assert.Throws<InvalidInputException>(() => TextEncoder.Open("nowhere")).Message);
        var file = Path.Combine(_model.Folder, "model.onnx");
        Assert.Equal(
            $"{file}: a file, not a folder. {Layout} Check its path.",
            Assert.Throws<InvalidInputException>(() => TextEncoder.Open(file)).Message);
    }

    [Fact]
    public void A_folder_without_a_model_is_reported() => Assert.Equal(
        $"MODEL: no model.onnx in the folder, nor in its sub-folder onnx. {Layout} Export the model with 'optimum-cli export onnx "
        + "--model NAME MODEL', or choose a folder that has one.",
        _model.Delete("model.onnx").Fault());

    [Fact]
    public void A_folder_without_a_tokenizer_is_reported()
    {
        Assert.Equal(
            $"MODEL: neither tokenizer.json nor vocab.txt in the folder. {Layout} Copy the tokenizer's files there.",
            _model.Delete("vocab.txt").Fault());
        Assert.StartsWith("sentencepiece.bpe.model: a tokenizer of another type.", _model.Write("sentencepiece.bpe.model", "x").Fault());
    }

    [Theory]
    [InlineData("BPE")]
    [InlineData("Unigram")]
    [InlineData("WordLevel")]
    public void An_unsupported_tokenizer_is_named(string type) => Assert.Equal(
        $"tokenizer.json: the tokenizer is of the type {type}. Expected a tokenizer of BERT's kind (WordPiece). Choose another model, or "
        + "embed the texts elsewhere and give the embeddings as a .npy file.",
        _model.Write("tokenizer.json", TokenizerJson(type)).Fault());

    [Theory]
    [InlineData("the normalizer is of the type NFKC.", "BertNormalizer", "NFKC")]
    [InlineData("the pre-tokenizer is of the type ByteLevel.", "BertPreTokenizer", "ByteLevel")]
    [InlineData("the post-processor is of the type Other.", "TemplateProcessing", "Other")]
    [InlineData("a part of the tokenizer is missing", "\"ids\"", "\"numbers\"")]
    [InlineData("a part of the tokenizer is missing", "\"[UNK]\":1", "\"[OTHER]\":1")]
    [InlineData("not JSON", "{", "")]
    public void A_damaged_or_unsupported_tokenizer_file_is_reported(string message, string part, string replacement) => Assert.Contains(
        message, _model.Write("tokenizer.json", TokenizerJson().Replace(part, replacement, StringComparison.Ordinal)).Fault());

    [Fact]
    public void A_vocabulary_without_special_tokens_is_reported() => Assert.StartsWith(
        "vocab.txt: the vocabulary lacks [CLS] and [SEP].", _model.Write("vocab.txt", "[UNK]\nhello\n").Fault());

    [Fact]
    public void A_model_without_tokens_as_input_is_reported() => Assert.Equal(
        "model.onnx: the model takes x: int64 [?, ?]. Expected the inputs of a text encoder: input_ids, and no others than "
        + "attention_mask and token_type_ids. Export the encoder alone, for feature extraction, as 'optimum-cli export onnx --task "
        + "feature-extraction' does.",
        _model.Write("model.onnx", Table("x")).Fault());

    [Fact]
    public void Other_inputs_are_reported() => Assert.StartsWith(
        "model.onnx: the model takes input_ids: int64 [?, ?]; pixels: float32 [1, 3]. Expected the inputs of a text encoder",
        _model.Write("model.onnx", Table(parts: [Message(11, Value("pixels", TensorType(Float, 1, 3)))])).Fault());

    [Fact]
    public void A_fixed_number_of_tokens_is_reported() => Assert.StartsWith(
        "model.onnx: the model takes input_ids: int64 [?, 16]. Expected open sizes", _model.Write("model.onnx", Table(tokens: 16)).Fault());

    [Fact]
    public void Tokens_that_are_not_integers_are_reported() => Assert.StartsWith(
        "model.onnx: the model takes input_ids: float32 [?, ?]. Expected integers",
        _model.Write("model.onnx", Graph(
            [
                .. Node("Relu", Ids, Hidden), .. Message(11, Value(Ids, TensorType(Float, -1, -1))),
                .. Message(12, Value(Hidden, TensorType(Float, -1, -1))),
            ])).Fault());

    [Fact]
    public void A_dense_layer_that_the_model_lacks_is_reported() => Assert.Equal(
        "model.onnx: the model has the outputs last_hidden_state: float32 [?, ?, 4]. Expected sentence_embedding of (batch, "
        + "components), since modules.json has a Dense layer after the pooling. Export it with 'optimum-cli export onnx'.",
        _model.Write("modules.json", Modules(":Transformer", "1_Pooling:Pooling", "2_Dense:Dense")).Fault());

    [Fact]
    public void An_unknown_module_is_reported() => Assert.StartsWith(
        "modules.json: the model has the module LSTM. Expected Transformer, Pooling, Normalize and Dense.",
        _model.Write("modules.json", Modules(":Transformer", "1_LSTM:LSTM")).Fault());

    [Theory]
    [InlineData("""{"a": 1}""")]
    [InlineData("""[{"path": ""}]""")]
    [InlineData("""["Transformer"]""")]
    public void Damaged_modules_are_reported(string json) =>
        Assert.StartsWith("modules.json: not a list of modules.", _model.Write("modules.json", json).Fault());

    [Theory]
    [InlineData("asks for lasttoken.", """{"pooling_mode_lasttoken": true}""")]
    [InlineData("asks for cls_token and mean_tokens.", """{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}""")]
    [InlineData("is not an object.", "[]")]
    public void An_unsupported_pooling_is_named(string message, string json) => Assert.Contains(
        $"config.json: the pooling {message} Expected one of mean_tokens, cls_token and max_tokens.",
        _model.Write("1_Pooling/config.json", json).Fault());

    [Fact]
    public void A_prompt_that_is_left_out_of_the_pooling_is_reported() => Assert.StartsWith(
        "MODEL: the model leaves its prompt out of the pooling (include_prompt), which is not supported.",
        _model.Write("1_Pooling/config.json", """{"pooling_mode_mean_tokens": true, "include_prompt": false}""")
            .Fault(new TextEncoderOptions { Prompt = "query " }));

    [Fact]
    public void A_length_beyond_the_model_is_reported()
    {
        Assert.Equal(
            "MODEL: `MaxTokens` is 600, but the model takes at most 512 tokens. Expected 3 to 512.",
            _model.Write("config.json", """{"max_position_embeddings": 512}""").Fault(new TextEncoderOptions { MaxTokens = 600 }));
        Assert.StartsWith(
            "MODEL: a text has at most 4 tokens, and none is left after the prompt.",
            _model.Fault(new TextEncoderOptions { MaxTokens = 4, Prompt = "hello worlds" }));
        Assert.Equal(
            "`MaxTokens` is 2; expected 3 or more.",
            Assert.Throws<InvalidOptionsException>(() => _model.Open(new TextEncoderOptions { MaxTokens = 2 })).Message);
    }

    [Fact]
    public void A_vocabulary_of_another_model_is_reported()
    {
        _model.Write("vocab.txt", File.ReadAllText(Path.Combine(_model.Folder, "vocab.txt")) + "beyond\n");
        var problem = _model.Fault();
        Assert.StartsWith("MODEL: the model failed on a text of 256 tokens", problem);
        Assert.EndsWith("check that tokenizer and model belong together.", problem);
    }

    [Fact]
    public void Equal_embeddings_of_different_texts_are_reported() => Assert.StartsWith(
        "MODEL: the model gives different texts the same embedding.",
        _model.Write("model.onnx", Graph(
            [
                .. Node("Mul", $"{Ids} zero", "zeros"), .. Constant("zero", 0), .. Node("Gather", "w zeros", Hidden), .. Weights("w", 2, 4),
                .. Message(11, Value(Ids, TensorType(Onnx.TinyModel.Int64, -1, -1))), .. Message(12, Value(Hidden, TensorType(Float, -1, -1, 4))),
            ])).Fault());

    [Fact]
    public void A_blank_text_is_reported()
    {
        using var encoder = _model.Open();
        Assert.Equal(
            $"{_model.Folder}: cannot embed a blank text. Expected at least one word.",
            Assert.Throws<InvalidInputException>(() => encoder.Encode(" \t")).Message);
    }
}
