using Tercet.Testing.Documentation;

namespace Tercet.Torch.Tests;

/// <summary>The C# blocks of all pages that encode images or train; the others are with the tests of Tercet.Files.</summary>
public sealed class ReadMeTests
{
    public static TheoryData<string> Blocks() =>
    [
        .. Pages.CodeBlocks.Where(block => block.Uses("Tercet.Torch") || block.Uses("Tercet.Vision"))
            .Select(block => block.Name),
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_compiles_and_runs(string name) =>
        Pages.CodeBlocks.Single(block => block.Name == name).CompileAndRun();
}
