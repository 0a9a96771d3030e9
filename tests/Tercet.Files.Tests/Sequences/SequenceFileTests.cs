namespace Tercet.Files.Tests.Sequences;

/// <summary>Files of steps without a run have the bytes of those of a run.</summary>
public sealed class SequenceFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Triplets_are_written_as_in_a_run()
    {
        var miner = SmallRun.TripletMiner(testRatio: 0);
        RunWriter.Write(
            _folder["run"], miner, SmallRun.Embeddings, cancellationToken: TestContext.Current.CancellationToken);
        SequenceFile.Write(_folder["t.parquet"], SmallRun.Mine(miner), miner.Items, miner.Options);
        Assert.Equal(File.ReadAllBytes(_folder["run/train.parquet"]), File.ReadAllBytes(_folder["t.parquet"]));
    }

    [Fact]
    public void Batches_are_written_as_in_a_run()
    {
        var miner = SmallRun.BatchMiner(testRatio: 0);
        RunWriter.Write(
            _folder["run"], miner, SmallRun.Embeddings, options: new RunWriterOptions { Format = TableFormat.Csv },
            cancellationToken: TestContext.Current.CancellationToken);
        SequenceFile.Write(
            _folder["b.csv"], SmallRun.Mine(miner), miner.Items, miner.Plan.StepsPerEpoch, TableFormat.Csv);
        Assert.Equal(File.ReadAllText(_folder["run/train.csv"]), File.ReadAllText(_folder["b.csv"]));
    }
}
