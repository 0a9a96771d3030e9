using CsCheck;
using Microsoft.ML.Tokenizers;

namespace Tercet.Vision.Tests.Texts;

/// <summary>
/// Against Microsoft.ML.Tokenizers, which drops tabs, line ends and symbols such as $ and, where globalization is invariant, keeps accents; see
/// <see cref="ReferenceTests"/> for those.
/// </summary>
public sealed class BertTokenizerTests : IDisposable
{
    private readonly TextEncoder _encoder = TextEncoder.Open(MiniLm.Folder);
    private readonly BertTokenizer _other = BertTokenizer.Create(Path.Combine(MiniLm.Folder, "vocab.txt"));

    public void Dispose() => _encoder.Dispose();

    [Fact]
    public void Tokens_of_plain_texts_are_those_of_another_tokenizer() =>
        Gen.Char["abcdefghijklmnopqrstuvwxyzABC 0123456789 .,;'-日本語Жд"].Array[0, 60].Sample(
            characters =>
            {
                var text = new string(characters);
                Assert.Equal(_other.EncodeToIds(text), _encoder.Tokenize(text, out _));
            },
            iter: 2000);

    [Fact]
    public void Unpaired_surrogates_and_control_characters_are_dropped() => Assert.Equal(
        _encoder.Tokenize("hello world", out _), _encoder.Tokenize("he\ud83dllo\0 wor\udc00ld\u200b", out _));
}
