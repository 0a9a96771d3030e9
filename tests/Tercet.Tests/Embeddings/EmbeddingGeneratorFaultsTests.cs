using Microsoft.Extensions.AI;

namespace Tercet.Tests.Embeddings;

/// <summary>What generators and callers may get wrong: the whole message, with the place of the input.</summary>
public sealed class EmbeddingGeneratorFaultsTests
{
    private const string Advice =
        "Expected finite numbers, as many for every input. Check the generator and its options, or leave these inputs out.";

    private static readonly EmbeddingGeneratorMetadata Metadata = new("onnx", null, "clip");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_fault_of_the_options_is_reported_at_once()
    {
        var options = new MatrixGenerationOptions { BatchSize = 0, Concurrency = -1, File = "x.bin" };
        using var generator = new FakeGenerator();
        var thrown = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => generator.GenerateMatrixAsync([1], options, cancellationToken: Token));
        Assert.Equal(
            """
            batch size is 0; expected 1 or more.
            concurrency is -1; expected 1 or more.
            file is 'x.bin'; expected a name that ends in .npy.
            """,
            thrown.Message);
        new MatrixGenerationOptions { File = "X.NPY" }.Validate();
    }

    [Fact]
    public async Task Without_inputs_there_is_nothing_to_embed() =>
        Assert.Equal("onnx clip: no inputs to embed. Expected one an item, at least one.", await FaultOf(batch => [], inputs: 0));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Another_number_of_embeddings_than_inputs_is_refused(int count) =>
        Assert.Equal(
            $"onnx clip: {count} embeddings for the 4 inputs 4 to 7 (from 0). Expected one for each input, in the same order. "
            + "Check the generator.",
            await FaultOf(batch => Enumerable.Repeat<float[]>([1, 2], batch[0] == 4 ? count : batch.Length)));

    [Fact]
    public async Task Embeddings_of_another_length_are_named_with_the_first_length() =>
        Assert.Equal(
            $"""
            onnx clip: 2 of the 4 embeddings of inputs 8 to 11 (from 0) cannot be used:
              input 9: 3 components, where input 0 has 2
              input 11: 1 components, where input 0 has 2
            {Advice}
            """,
            await FaultOf(batch => batch.Select(i => new float[i switch { 9 => 3, 11 => 1, _ => 2 }])));

    [Fact]
    public async Task Values_that_are_not_finite_are_named_and_so_are_rows_of_nan() =>
        Assert.Equal(
            $"""
            onnx clip: 4 of the 4 embeddings of inputs 4 to 7 (from 0) cannot be used:
              input 4: component 1 is NaN
              input 5: component 0 is +infinity
              input 6: component 1 is -infinity
              input 7: component 0 is NaN
            {Advice}
            """,
            await FaultOf(batch => batch.Select(i => i switch
            {
                4 => [0, float.NaN],
                5 => [float.PositiveInfinity, 0],
                6 => [0, float.NegativeInfinity],
                7 => new[] { float.NaN, float.NaN },
                _ => [1, 2],
            })));

    [Fact]
    public async Task Embeddings_without_components_or_with_too_many_are_named() =>
        Assert.Equal(
            $"""
            onnx clip: 2 of the 4 embeddings of inputs 0 to 3 (from 0) cannot be used:
              input 0: no components
              input 2: 65537 components, where 65536 are the most
            {Advice}
            """,
            await FaultOf(batch => batch.Select(i => new float[i switch { 0 => 0, 2 => 65_537, _ => 2 }])));

    [Fact]
    public async Task Of_many_embeddings_that_cannot_be_used_ten_are_shown_and_the_rest_of_the_call_counted()
    {
        using var generator = new FakeGenerator(batch => batch.Select(_ => Array.Empty<float>()));
        var thrown = await Assert.ThrowsAsync<InvalidInputException>(
            () => generator.GenerateMatrixAsync(Enumerable.Range(0, 40).ToArray(), cancellationToken: Token));
        Assert.Equal(
            string.Join('\n', [
                "embedding generator: 40 of the 40 embeddings of inputs 0 to 39 (from 0) cannot be used:",
                .. Enumerable.Range(0, 10).Select(i => $"  input {i}: no components"), "  … and 30 more", Advice]),
            thrown.Message);
    }

    [Fact]
    public async Task More_than_memory_can_address_is_to_go_to_a_file() =>
        Assert.Equal(
            $"onnx clip: {1 << 20} embeddings of 65536 components, more than an array of {Array.MaxLength} numbers holds. Write "
            + "them to a file: set File.",
            await FaultOf(batch => batch.Select(_ => new float[65_536]), inputs: 1 << 20));

    private static async Task<string> FaultOf(Func<int[], IEnumerable<float[]>> answer, int inputs = 14)
    {
        using var generator = new FakeGenerator(answer, metadata: Metadata);
        var options = new MatrixGenerationOptions { BatchSize = 4, Concurrency = 1 };
        return (await Assert.ThrowsAsync<InvalidInputException>(() =>
            generator.GenerateMatrixAsync(Enumerable.Range(0, inputs).ToArray(), options, cancellationToken: Token))).Message;
    }
}
