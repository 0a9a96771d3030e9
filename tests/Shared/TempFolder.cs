using System.Text;

namespace Tercet.Testing;

/// <summary>A folder for one test, removed with all that is in it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tercet-tests-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, Encoding? encoding = null)
    {
        encoding ??= new UTF8Encoding(false);
        return Write(name, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
    }

    public string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>The message of the fault that an action meets, with names as they stand in this folder.</summary>
    public string FaultOf(Action action) =>
        Assert.Throws<InvalidInputException>(action).Message.Replace(
            Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
