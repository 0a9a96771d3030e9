using System.Text;

namespace Tercet.CommandLine.Reports;

/// <summary>Files embedded in the assembly.</summary>
internal static class Resources
{
    public static Stream Open(string name) =>
        typeof(Resources).Assembly.GetManifestResourceStream("Reports/" + name)
        ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");

    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
