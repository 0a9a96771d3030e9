using System.Text;
using Tercet.Torch.Comparison;
using Tercet.Torch.Training;
using Tercet.Train.Runs;

namespace Tercet.Train.Tests.Runs;

public sealed class TrialFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0.1 + 0.2)]
    [InlineData(1.0 / 3)]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Every_value_round_trips_exactly(double value)
    {
        var trial = Trial(value);
        var read = Read(Encoding.UTF8.GetString(TrialFile.Write(trial)));
        Assert.Equal(Bits(trial), Bits(read));
        Assert.Equal(TrialFile.Write(trial), TrialFile.Write(read));
        Assert.Equal(TrialTable.Write([trial]), TrialTable.Write([read]));
        Assert.Equal(TrialTable.WriteEpochs([trial]), TrialTable.WriteEpochs([read]));
    }

    [Fact]
    public void A_missing_test_split_round_trips()
    {
        var text = Encoding.UTF8.GetString(TrialFile.Write(Trial(0.5) with { Validations = [] }));
        Assert.Null(Read(text, heldOut: false).Validation);
        Assert.Contains("it has 0 validations, expected 2", Assert.Throws<InvalidInputException>(() => Read(text)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"seed\": 18446744073709551615", "\"seed\": 1", "it is of semi-hard with seed 1")]
    [InlineData("\"strategy\": \"semi-hard\"", "\"strategy\": \"random\"", "it is of random with seed 18446744073709551615")]
    [InlineData("\"epoch\": 1", "\"epoch\": 2", "expected epochs 0..1, each exactly once, in order")]
    [InlineData("\"10\": ", "\"11\": ", "its recall is not at 1, 5, 10, 50")]
    [InlineData("\"loss\": ", "\"lost\": ", "lost")]
    [InlineData("\"loss\": 0.5", "\"loss\": null", "loss")]
    [InlineData("\"loss\": 0.5", "\"loss\": \"half\"", "loss")]
    [InlineData("\"health\": \"healthy\"", "\"health\": \"fine\"", "health")]
    [InlineData("\"map-at-r\": 0.5", "\"map-at-r\": 0.5, \"map-at-r\": 0.5", "map-at-r")]
    [InlineData("    \"queries-without-match\": 1,\n", "", "without")]
    public void Damage_is_reported(string part, string other, string expected)
    {
        var text = Encoding.UTF8.GetString(TrialFile.Write(Trial(0.5)));
        Assert.Contains(part, text, StringComparison.Ordinal);
        var message = Assert.Throws<InvalidInputException>(() => Read(text.Replace(part, other, StringComparison.Ordinal)))
            .Message;
        Assert.StartsWith($"{_path}: not the result of the training run by semi-hard with seed 18446744073709551615 (", message,
            StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("Remove it, and --resume repeats that training run.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"strategy\":\"semi-hard\",\"seed\":18446744073709551615,\"epochs\":[null,null],\"validations\":[]}")]
    public void Other_content_is_rejected(string text) =>
        Assert.Contains("not the result of the training run", Assert.Throws<InvalidInputException>(() => Read(text)).Message,
            StringComparison.Ordinal);

    private Trial Read(string text, bool heldOut = true)
    {
        File.WriteAllText(_path, text);
        return TrialFile.Read(_path, "semi-hard", ulong.MaxValue, epochs: 2, heldOut);
    }

    private static IEnumerable<long> Bits(Trial trial) =>
        trial.Epochs.SelectMany(epoch => new[]
        {
            epoch.Hardness, epoch.Accuracy, epoch.Metrics.Loss, epoch.Metrics.ActiveFraction, epoch.Metrics.PositiveDistance,
                epoch.Metrics.NegativeDistance,
            epoch.Metrics.Dispersion.MeanDistance, epoch.Metrics.Dispersion.Deviation, epoch.Metrics.Dispersion.EffectiveRank,
            epoch.Metrics.SampleRecall,
        }).Concat(trial.Validation!.RecallAt.Values).Concat([trial.Validation.MapAtR, trial.Validation.RPrecision])
            .Select(BitConverter.DoubleToInt64Bits);

    private static Trial Trial(double value) => new(
        "semi-hard", ulong.MaxValue, [Epoch(0, value, CollapseState.Contracted), Epoch(1, value, CollapseState.Healthy)],
        [Validation(value), Validation(value)]);

    private static RetrievalResult Validation(double value) => new(
        10, 1, 9, new SortedDictionary<int, double> { [1] = value, [5] = value, [10] = value, [50] = 1 }, value, value);

    private static EpochResult Epoch(int epoch, double value, CollapseState health) => new()
    {
        Epoch = epoch,
        Triplets = 100,
        Batches = 4,
        Inputs = 300,
        Hardness = value,
        Accuracy = value,
        Health = health,
        Metrics = new TrainingMetrics
        {
            Loss = value,
            ActiveFraction = value,
            PositiveDistance = value,
            NegativeDistance = value,
            SampleRecall = value,
            Dispersion = new EmbeddingDispersion(value, value, value)
        },
    };
}
