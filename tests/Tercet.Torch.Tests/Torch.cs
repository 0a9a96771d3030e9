using System.Runtime.CompilerServices;

namespace Tercet.Torch.Tests;

internal static class Torch
{
    [ModuleInitializer]
    internal static void Load()
    {
        TorchLibrary.Load(TextWriter.Null);
        TorchSharp.torch.set_num_threads(1);
    }
}
