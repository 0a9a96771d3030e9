using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace EmojiSamples;

/// <summary>The emoji of one vendor, from its package in the npm registry.</summary>
internal sealed class Vendor
{
    public const string Version = "16.0.0";

    public static readonly string[] Names = ["apple", "google", "twitter", "facebook"];

    private Vendor(string name, byte[] list, IReadOnlyDictionary<string, byte[]> images) =>
        (Name, List, Images) = (name, list, images);

    public string Name { get; }

    /// <summary>The package's emoji.json.</summary>
    public byte[] List { get; }

    /// <summary>Images of 64 × 64 pixels, by file name.</summary>
    public IReadOnlyDictionary<string, byte[]> Images { get; }

    /// <summary>Reads a vendor's package, and fetches it first where it is not in the folder.</summary>
    public static Vendor Open(string name, string packages)
    {
        var package = $"emoji-datasource-{name}";
        var path = Path.Combine(packages, $"{package}-{Version}.tgz");
        if (!File.Exists(path))
            Fetch(package, packages);
        try
        {
            return Read(name, path);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw new EmojiException($"{path}: not the package {package} {Version}, or damaged. Remove the file, to fetch it again.");
        }
    }

    private static Vendor Read(string name, string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(stream);
        byte[]? list = null;
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == "package/emoji.json")
                list = Read(entry);
            else if (entry.Name.StartsWith($"package/img/{name}/64/", StringComparison.Ordinal))
                images.Add(Path.GetFileName(entry.Name), Read(entry));
        }
        return new Vendor(name, list ?? throw new InvalidDataException(), images);
    }

    private static byte[] Read(TarEntry entry)
    {
        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Fetches a package into a folder of its own first, so that the packages kept are whole.</summary>
    private static void Fetch(string package, string packages)
    {
        Console.Error.WriteLine($"fetching {package} {Version} …");
        var folder = Directory.CreateDirectory(Path.Combine(packages, $"{package}-{Guid.NewGuid():N}.part")).FullName;
        var start = new ProcessStartInfo(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["pack", $"{package}@{Version}", "--loglevel", "error", "--pack-destination", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var error = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
                throw new EmojiException($"npm pack {package}@{Version} ended with {npm.ExitCode}. It said:\n{error.Result.Trim()}");
            var file = $"{package}-{Version}.tgz";
            File.Move(Path.Combine(folder, file), Path.Combine(packages, file), overwrite: true);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new EmojiException("No program npm. It fetches the packages of emoji: install Node.js, then run this again.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
