using Tercet.Search;
using Tercet.Search.Kernels;

namespace Tercet.Tests.Search.Kernels;

/// <summary>The environment is the whole process's, so these run when no other test does.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Which kernel is used.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class KernelChoiceTests : IDisposable
{
    private static readonly string[] Supported =
        [.. KernelTable.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    private readonly string? _before = Environment.GetEnvironmentVariable(KernelTable.EnvironmentVariable);

    public void Dispose() => Select(_before);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void By_default_the_widest_is_used(string? name)
    {
        Select(name);
        Assert.Equal(Supported[0], KernelTable.Select().Name);
    }

    [Fact]
    public void Any_that_the_processor_supports_can_be_selected()
    {
        foreach (var name in Supported)
        {
            Select(name);
            Assert.Equal(name, KernelTable.Select().Name);
        }
    }

    [Theory]
    [InlineData("sse9")]
    [InlineData("Scalar")]
    [InlineData(" ")]
    public void An_unknown_one_is_refused_with_those_that_are_supported(string name)
    {
        Select(name);
        Assert.Equal(
            $"TERCET_KERNEL={name}: unknown kernel, or one that this processor does not support. "
            + $"Expected one of {string.Join(", ", Supported)}; unset the variable to use the first.",
            Assert.Throws<InvalidInputException>(KernelTable.Select).Message);
    }

    [Fact]
    public void An_unknown_kernel_is_refused_when_a_search_starts()
    {
        Select("sse9");
        Assert.Throws<InvalidInputException>(() => Answers());
    }

    [Fact]
    public void All_kernels_give_the_same_answers()
    {
        List<(Neighbour Nearest, Neighbour Middle, Neighbour Farthest)>? first = null;
        foreach (var name in Supported)
        {
            Select(name);
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

    private static void Select(string? name) => Environment.SetEnvironmentVariable(KernelTable.EnvironmentVariable, name);
}
