using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Losses;

/// <summary>Properties of every loss within a batch.</summary>
public class BatchLossTests
{
    private const int Classes = 4;

    public static TheoryData<string, Distance, bool, bool, int> Forms()
    {
        var forms = new TheoryData<string, Distance, bool, bool, int>();
        foreach (var samples in new[] { 2, 3 })
        {
            foreach (var unitLength in new[] { false, true })
            {
                forms.Add(BatchLosses.NtXent, Distance.Cosine, false, unitLength, samples);
                forms.Add(BatchLosses.Own, Distance.Euclidean, false, unitLength, samples);
                foreach (var loss in new[] { BatchLosses.SemiHard, BatchLosses.BatchHard })
                {
                    foreach (var distance in Enum.GetValues<Distance>())
                    {
                        forms.Add(loss, distance, false, unitLength, samples);
                        forms.Add(loss, distance, true, unitLength, samples);
                    }
                }
            }
        }
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_gradient_is_the_difference_quotient(string name, Distance distance, bool soft, bool unitLength, int samples)
    {
        var loss = Create(name, distance, soft);
        var batch = SmallBatch.Of(Classes, samples);
        var gradient = Evaluate(loss, batch, unitLength).MeanGradient();
        Assert.Contains(gradient, slope => slope != 0);
        for (var k = 0; k < batch.Values.Length; k++)
        {
            const float Step = 1.0f / 8192;
            var (low, high) = ((float[])batch.Values.Clone(), (float[])batch.Values.Clone());
            low[k] -= Step;
            high[k] += Step;
            var rise = Evaluate(loss, batch with { Values = high }, unitLength).MeanLoss
                - Evaluate(loss, batch with { Values = low }, unitLength).MeanLoss;
            Assert.Equal(rise / ((double)high[k] - low[k]), gradient[k], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void At_collapse_the_loss_is_as_stated_the_gradient_finite_and_no_term_correct(
        string name, Distance distance, bool soft, bool unitLength, int samples)
    {
        var loss = Create(name, distance, soft);
        var terms = name switch
        {
            BatchLosses.BatchHard => Classes * samples,
            BatchLosses.Own => Classes * samples * (samples - 1) / 2,
            _ => Classes * samples * (samples - 1),
        };
        foreach (var value in new[] { 0f, 1f, 0.3f })
        {
            var result = Evaluate(loss, SmallBatch.Collapsed(Classes, samples, value), unitLength);
            Assert.Equal(terms, result.Count);
            Assert.All(result.Losses, term => Assert.Equal(loss.LossAtCollapse(Classes, samples), term, 1e-12));
            Assert.All(result.MeanGradient(), slope => Assert.True(float.IsFinite(slope)));
            Assert.Equal(terms, result.ActiveCount);
            for (var i = 0; i < result.Count; i++)
                Assert.False(result.PositiveDistances[i] < result.NegativeDistances[i]);
        }
    }

    [Fact]
    public void The_loss_at_collapse_is_the_margin_or_that_of_a_guess()
    {
        var sequence = new BatchTraining { Options = new BatchOptions { ClassesPerBatch = 5, SamplesPerClass = 3 } };
        var soft = new TripletLoss { SoftMargin = true };
        Assert.Equal(0.2, sequence.LossAtCollapse);
        Assert.Equal(Math.Log(2), (sequence with { Loss = new SemiHardLoss { Triplet = soft } }).LossAtCollapse, 1e-15);
        Assert.Equal(Math.Log(13), (sequence with { Loss = new NtXentLoss() }).LossAtCollapse, 1e-14);
        Assert.Equal(0.2, new TripletTraining().LossAtCollapse);
    }

    [Fact]
    public void An_identity_names_every_parameter()
    {
        var triplet = new TripletLoss { Distance = Distance.Cosine, Margin = 0.5 };
        Assert.Equal("triplet(distance=cosine, margin=0.5)", triplet.Identity);
        Assert.Equal("semi-hard(distance=cosine, margin=0.5)", new SemiHardLoss { Triplet = triplet }.Identity);
        Assert.Equal(
            "batch-hard(distance=squared-euclidean, soft-margin)",
            new BatchHardLoss { Triplet = new() { SoftMargin = true } }.Identity);
        Assert.Equal("nt-xent(temperature=0.07)", new NtXentLoss { Temperature = 0.07 }.Identity);
        Assert.Equal("nt-xent(temperature=0.1)", new BatchTraining { Loss = new NtXentLoss() }.LossIdentity);
        Assert.Equal("triplet(distance=squared-euclidean, margin=0.2)", new TripletTraining().LossIdentity);
    }

    private static BatchLossResult Evaluate(IBatchLoss loss, SmallBatch batch, bool unitLength) =>
        loss.Evaluate(new EmbeddingRows(batch.Values, batch.Classes.Length, unitLength), batch.Classes);

    private static IBatchLoss Create(string name, Distance distance, bool soft) =>
        BatchLosses.Create(name, new TripletLoss { Distance = distance, Margin = 0.3, SoftMargin = soft }, temperature: 0.2);
}
