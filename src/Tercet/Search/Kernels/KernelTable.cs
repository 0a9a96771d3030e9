namespace Tercet.Search.Kernels;

/// <summary>The kernels, widest first; the first that the processor supports is used.</summary>
internal static class KernelTable
{
    /// <summary>Names the kernel to use instead of the widest.</summary>
    public const string EnvironmentVariable = "TERCET_KERNEL";

    public static IReadOnlyList<TileKernel> All { get; } =
        [new Avx512Kernel12x32(), new Avx2Kernel6x16(), new Vector128Kernel4x8(), new ScalarKernel4x4()];

    public static TileKernel Select()
    {
        var wanted = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (string.IsNullOrEmpty(wanted))
            return All.First(kernel => kernel.IsSupported);
        return All.FirstOrDefault(kernel => kernel.IsSupported && kernel.Name == wanted)
            ?? throw new InvalidInputException(
                $"{EnvironmentVariable}={wanted}: unknown kernel, or one that this processor does not support. Expected one of "
                + $"{string.Join(", ", All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name))}; "
                + "unset the variable to use the first.");
    }
}
