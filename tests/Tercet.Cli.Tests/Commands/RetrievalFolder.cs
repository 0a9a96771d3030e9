namespace Tercet.Cli.Tests.Commands;

/// <summary>A temporary folder with queries, passages and pairs to mine from.</summary>
internal sealed class RetrievalFolder : IDisposable
{
    public const int Queries = 60, Passages = 200;

    private readonly WorkFolder _work = new();

    /// <summary>Writes the tables, and embeddings of few different components, so that ties abound.</summary>
    public RetrievalFolder()
    {
        Write("queries.csv", "id,text\n" + Lines(Queries, i => $"q{i},\"query {i}, really\""));
        Write("corpus.jsonl", Lines(Passages, i => $"{{\"_id\": \"p{i}\", \"text\": \"passage {i}\"}}"));
        Write("qrels.tsv", "query-id\tcorpus-id\tscore\n" + Lines(3 * Queries, i => $"q{i / 3}\tp{i * 7 % Passages}\t1"));
        WriteRows("q.npy", Queries, 1);
        WriteRows("p.npy", Passages, 2);
    }

    public string this[string name] => _work[name];

    /// <summary>The options that name the data.</summary>
    public string[] Options =>
    [
        "--queries", this["queries.csv"], "--passages", this["corpus.jsonl"], "--pairs", this["qrels.tsv"], "--query-embeddings",
        this["q.npy"], "--passage-embeddings", this["p.npy"],
    ];

    public string Write(string name, string text) => _work.Write(name, text);

    /// <summary>Runs mine into the folder "run".</summary>
    public Tool Mine(params string[] options) => Tool.Run(["mine", .. Options, "--quiet", "--out", this["run"], .. options]);

    public void Dispose() => _work.Dispose();

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private void WriteRows(string name, int count, int seed)
    {
        using var file = new NpyWriter(this[name], count, 6);
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            file.WriteRow(i, [.. Enumerable.Range(0, 6).Select(_ => random.Next(-2, 4) + 0.5f)]);
        file.Complete();
    }
}
