using Tercet.CommandLine.Data;

namespace Tercet.Cli.Tests.Commands;

/// <summary>The bundled set of images, unpacked once for tests that only read it: it has 4,000 files.</summary>
public sealed class UnpackedDemo : IDisposable
{
    private readonly WorkFolder _folder = new();

    /// <summary>Unpacks it.</summary>
    public UnpackedDemo() => DemoSet.Unpack(_folder["demo"]);

    /// <summary>The path of one of its files or folders.</summary>
    public string this[string name] => _folder[$"demo/{name}"];

    public void Dispose() => _folder.Dispose();
}
