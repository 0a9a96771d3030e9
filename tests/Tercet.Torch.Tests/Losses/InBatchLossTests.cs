using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Losses;

/// <summary>What holds of every loss within a batch.</summary>
public class InBatchLossTests
{
    private const int Classes = 4;

    public static TheoryData<InBatchLoss, Distance, bool, bool, int> Forms()
    {
        var forms = new TheoryData<InBatchLoss, Distance, bool, bool, int>();
        foreach (var samples in new[] { 2, 3 })
        {
            foreach (var unitLength in new[] { false, true })
            {
                forms.Add(InBatchLoss.NtXent, Distance.Cosine, false, unitLength, samples);
                foreach (var loss in new[] { InBatchLoss.SemiHard, InBatchLoss.BatchHard })
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
    public void The_gradient_is_what_small_steps_show(InBatchLoss loss, Distance distance, bool soft, bool unitLength, int samples)
    {
        var batch = SmallBatch.Of(Classes, samples);
        var options = Options(loss, distance, soft, unitLength, samples);
        var gradient = Evaluate(options, batch).Gradient();
        Assert.Contains(gradient, slope => slope != 0);
        for (var k = 0; k < batch.Values.Length; k++)
        {
            const float Step = 1.0f / 8192;
            var (low, high) = ((float[])batch.Values.Clone(), (float[])batch.Values.Clone());
            low[k] -= Step;
            high[k] += Step;
            var rise = Evaluate(options, batch with { Values = high }).Losses.Average() - Evaluate(options, batch with { Values = low }).Losses.Average();
            Assert.Equal(rise / ((double)high[k] - low[k]), gradient[k], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void One_point_has_the_loss_of_a_collapse_and_a_finite_slope_and_is_never_right(InBatchLoss loss, Distance distance, bool soft, bool unitLength, int samples)
    {
        var options = Options(loss, distance, soft, unitLength, samples);
        foreach (var value in new[] { 0f, 1f, 0.3f })
        {
            var batch = Evaluate(options, SmallBatch.Collapsed(Classes, samples, value));
            Assert.Equal(loss == InBatchLoss.BatchHard ? Classes * samples : Classes * samples * (samples - 1), batch.Count);
            Assert.All(batch.Losses, term => Assert.Equal(options.LossAtCollapse, term, 1e-12));
            Assert.All(batch.Gradient(), slope => Assert.True(float.IsFinite(slope)));
            for (var i = 0; i < batch.Count; i++)
            {
                Assert.False(batch.Positive[i] < batch.Negative[i]);
                Assert.True(batch.IsActive(i));
            }
        }
    }

    [Fact]
    public void The_loss_of_a_collapse_is_the_margin_or_that_of_a_guess()
    {
        var batches = new TrainingOptions { Mining = new BatchOptions { ClassesPerBatch = 5, SamplesPerClass = 3 } };
        Assert.Equal(0.2, batches.LossAtCollapse);
        Assert.Equal(Math.Log(2), (batches with { Loss = new() { SoftMargin = true } }).LossAtCollapse, 1e-15);
        Assert.Equal(Math.Log(13), (batches with { InBatch = InBatchLoss.NtXent }).LossAtCollapse, 1e-14);
        Assert.Equal(0.2, new TrainingOptions { InBatch = InBatchLoss.NtXent }.LossAtCollapse); // triplets have no loss within a batch
    }

    /// <summary>A loss as training makes it, from the options.</summary>
    private static BatchLoss Evaluate(TrainingOptions options, SmallBatch batch)
    {
        var rows = new EmbeddingRows(batch.Values, batch.Classes.Length, options.UnitLength);
        return options.InBatch switch
        {
            InBatchLoss.SemiHard => new TripletBatch(options.Loss, rows, InBatchTriplets.SemiHard(rows, batch.Classes, options.Loss.Distance)),
            InBatchLoss.BatchHard => new TripletBatch(options.Loss, rows, InBatchTriplets.BatchHard(rows, batch.Classes, options.Loss.Distance)),
            _ => new NtXentBatch(options.Temperature, rows, batch.Classes),
        };
    }

    private static TrainingOptions Options(InBatchLoss loss, Distance distance, bool soft, bool unitLength, int samples) => new()
    {
        InBatch = loss,
        Loss = new TripletLoss { Distance = distance, Margin = 0.3, SoftMargin = soft },
        UnitLength = unitLength,
        Temperature = 0.2,
        Mining = new BatchOptions { ClassesPerBatch = Classes, SamplesPerClass = samples },
    };
}
