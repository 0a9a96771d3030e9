using Tercet.Search;
using Tercet.Search.Kernels;

namespace Tercet.Tests.Search.Kernels;

/// <summary>The environment is the whole process's, so these run when no other test does.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Which kernel is taken.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class KernelChoiceTests : IDisposable
{
    private static readonly string[] Supported = [.. KernelTable.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    private readonly string? _before = Environment.GetEnvironmentVariable(KernelTable.EnvironmentVariable);

    public void Dispose() => Ask(_before);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_wish_the_widest_is_taken(string? wish)
    {
        Ask(wish);
        Assert.Equal(Supported[0], KernelTable.Select().Name);
    }

    [Fact]
    public void Any_that_the_processor_runs_can_be_asked_for()
    {
        foreach (var name in Supported)
        {
            Ask(name);
            Assert.Equal(name, KernelTable.Select().Name);
        }
    }

    [Theory]
    [InlineData("sse9")]
    [InlineData("Scalar")]
    [InlineData(" ")]
    public void One_that_is_not_there_is_refused_with_those_that_are(string wish)
    {
        Ask(wish);
        Assert.Equal(
            $"TERCET_KERNEL={wish}: unknown kernel, or one that this processor does not support. "
            + $"Expected one of {string.Join(", ", Supported)}; unset the variable to use the first.",
            Assert.Throws<InvalidInputException>(KernelTable.Select).Message);
    }

    [Fact]
    public void A_kernel_that_is_not_there_is_refused_when_a_search_starts()
    {
        Ask("sse9");
        Assert.Throws<InvalidInputException>(() => Answers());
    }

    [Fact]
    public void All_kernels_give_the_same_answers()
    {
        List<(Neighbour Nearest, Neighbour Middle, Neighbour Farthest)>? first = null;
        foreach (var name in Supported)
        {
            Ask(name);
            var answers = Answers();
            Assert.Equal(first ??= answers, answers);
        }
    }

    private static List<(Neighbour Nearest, Neighbour Middle, Neighbour Farthest)> Answers()
    {
        const int Items = 300, Dimensions = 37;
        var stream = new RandomStream(3, RandomPurpose.Pool, 0, 0);
        var values = new float[Items * Dimensions];
        foreach (ref var value in values.AsSpan())
            value = (float)(1000 + stream.NextDouble());
        using var matrix = EmbeddingMatrix.FromArray(values, Dimensions);
        int[] all = [.. Enumerable.Range(0, Items)];
        var answers = new List<(Neighbour, Neighbour, Neighbour)>();
        new DistanceSearch(matrix, all, matrix, all, Distance.Euclidean, threads: 2).Visit(
            all,
            (anchor, row) =>
            {
                row.Exclude(anchor);
                answers.Add((row.Nearest, row.AtRank(Items / 2), row.Farthest));
            },
            TestContext.Current.CancellationToken, inOrder: true);
        return answers;
    }

    private static void Ask(string? name) => Environment.SetEnvironmentVariable(KernelTable.EnvironmentVariable, name);
}
