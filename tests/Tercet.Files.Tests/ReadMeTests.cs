using Tercet.Testing.Documentation;

namespace Tercet.Files.Tests;

/// <summary>
/// Every C# block of every page compiles, and runs in a folder with items.csv, items.npy and RUN/train.parquet. Those that encode
/// images or train are with the tests of Tercet.Torch.
/// </summary>
[Collection(nameof(ReadMeTests))]
[CollectionDefinition(nameof(ReadMeTests), DisableParallelization = true)]
public sealed class ReadMeTests
{
    private const int Items = 200, Dimensions = 8;

    public static TheoryData<string> Blocks() =>
    [
        .. Pages.CodeBlocks.Where(block => !block.Uses("Tercet.Torch") && !block.Uses("Tercet.Vision"))
            .Select(block => block.Name),
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_compiles_and_runs(string name)
    {
        using var folder = new TempFolder();
        WriteInputs(folder);
        var (before, output) = (Environment.CurrentDirectory, Console.Out);
        try
        {
            Environment.CurrentDirectory = folder.Path;
            Console.SetOut(TextWriter.Null);
            Pages.CodeBlocks.Single(block => block.Name == name).CompileAndRun();
        }
        finally
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public void A_block_that_does_not_compile_fails_with_the_compilers_message_at_its_line()
    {
        var fault = Assert.ThrowsAny<Exception>(() => new CodeBlock("page.md", 7, "var x = 1;\nint y = \"\";").CompileAndRun());
        Assert.Contains("page.md:7 does not compile:\npage.md(8,9): error CS0029", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Under another name a block would not be found.</summary>
    [Fact]
    public void Blocks_of_code_are_marked_csharp()
    {
        Assert.Contains("README.md", Pages.All);
        Assert.Contains("docs/evaluation.md", Pages.All);
        Assert.Contains("samples/Glyphs/README.md", Pages.All);
        foreach (var other in new[] { "cs", "c#", "C#", "CSharp", "Csharp" })
            Assert.False(
                Pages.Languages.TryGetValue(other, out var page), $"{page}: a block is marked {other}; expected csharp.");
    }

    private static void WriteInputs(TempFolder folder)
    {
        string[] labels = [.. Enumerable.Range(0, Items).Select(i => $"class {i / 4}")];
        folder.Write(
            "items.csv", string.Join('\n', labels.Select((label, i) => $"{i}.png,{label}").Prepend("file,class")) + "\n");
        var random = new Random(1);
        using (var file = new NpyWriter(folder["items.npy"], Items, Dimensions))
        {
            for (var i = 0; i < Items; i++)
                file.WriteRow(i, [.. Enumerable.Range(0, Dimensions).Select(_ => (float)random.NextDouble())]);
            file.Complete();
        }
        using var embeddings = EmbeddingFile.Open(folder["items.npy"]);
        var miner = new TripletMiner(new LabeledItems(labels), new TripletOptions { TripletsPerEpoch = 100 });
        RunWriter.Write(folder["RUN"], miner, embeddings, cancellationToken: TestContext.Current.CancellationToken);
    }
}
