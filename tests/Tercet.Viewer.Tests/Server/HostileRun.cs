using System.Diagnostics;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using Tercet.Testing;

namespace Tercet.Viewer.Tests.Server;

/// <summary>A run of images of which some are none, or lie elsewhere, and of names that are markup.</summary>
internal static class HostileRun
{
    /// <summary>What would be a script if it were not escaped.</summary>
    public const string Script = "<script>alert(1)</script>", Attribute = "\"><img src=x onerror=alert(2)>", Single = "' onmouseover='alert(3)'";

    /// <summary>Names of images that are shown, those that a link in the folder leads to, and those that never are.</summary>
    public static readonly string[] Shown = ["good.png", "inner.png", "sub/good.png", "sub/../good.png", "ABSOLUTE/good.png", "within/good.png", "good.PNG"],
        Linked = ["link.png", "linked/outside.png"],
        Never =
        [
            "../outside.png", "sub/../../outside.png", "OUTSIDE/outside.png", "../images-more/x.png", "..", "..\\outside.png", "huge.png", "text.png", "empty.png",
            "pipe.png", "device.png", "folder.png", "missing.png", "note.txt", "picture.txt", "circle.png", "good.png/", "%2e%2e/outside.png", "/dev/zero", "svg.svg", ".png",
        ];

    /// <summary>Mines the images, in the order of <see cref="Shown"/>, <see cref="Linked"/> and <see cref="Never"/>.</summary>
    public static string OfImages(TempFolder folder)
    {
        var png = File.ReadAllBytes(Directory.EnumerateFiles(DemoSet.Unpack(folder["demo"]).Images!, "*.png", SearchOption.AllDirectories).First());
        foreach (var name in new[] { "images/good.png", "images/good.PNG", "images/picture.txt", "images/sub/good.png", "outside.png", "images-more/x.png", "outer/outside.png" })
            folder.Write(name, png);
        folder.Write("images/text.png", "no image");
        folder.Write("images/note.txt", "secret");
        folder.Write("images/svg.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        folder.Write("images/empty.png", "");
        // 60,842 x 43,626 pixels.
        folder.Write("images/huge.png", Convert.FromHexString(
            "474946383961AAED6AAAA000A004AC0C4000F5586001BB22F880FBB50B0100000000054BF00144DE3300CBE20600108800000A48A0ECC077EF2F9E18C20000000049454E44AE426082"));
        Directory.CreateDirectory(folder["images/folder.png"]);
        File.CreateSymbolicLink(folder["images/inner.png"], "good.png");
        File.CreateSymbolicLink(folder["images/link.png"], "../outside.png");
        File.CreateSymbolicLink(folder["images/device.png"], "/dev/zero");
        File.CreateSymbolicLink(folder["images/circle.png"], "circle.png");
        Directory.CreateSymbolicLink(folder["images/linked"], folder["outer"]);
        Directory.CreateSymbolicLink(folder["images/within"], "sub");
        using (var pipe = Process.Start("mkfifo", folder["images/pipe.png"]))
            pipe.WaitForExit();
        var names = Shown.Concat(Linked).Concat(Never).Select(name =>
            name.Replace("ABSOLUTE", folder["images"], StringComparison.Ordinal).Replace("OUTSIDE", folder.Path, StringComparison.Ordinal));
        return Mine(folder, [.. names.Select(name => (name, "", ""))], folder["images"]);
    }

    /// <summary>Mines items whose files, labels and texts are markup.</summary>
    public static string OfNames(TempFolder folder, string name = "run") => Mine(
        folder,
        [
            .. Enumerable.Range(0, 24).Select(i => (
                $"{i}{(i % 3) switch { 0 => Script, 1 => Attribute, _ => Single }}{(i % 2 == 0 ? ".png" : "")}",
                (i % 4) switch { 0 => Script, 1 => Attribute, 2 => Single, _ => "</title></script><script>alert(4)</script>{{7*7}}&lt;b&gt;" },
                $"Text {i} {Script} {Attribute} {Single} javascript:alert(5)")),
        ],
        images: null, name);

    private static string Mine(TempFolder folder, (string File, string Class, string Text)[] items, string? images, string name = "run")
    {
        var random = new Random(3);
        static string Quote(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        folder.Write("items.csv", "file,class,text\n" + string.Concat(items.Select((item, i) =>
            $"{Quote(item.File)},{Quote($"{item.Class}{(item.Class.Length == 0 ? $"class {i % 6}" : "")}")},{Quote(item.Text)}\n")));
        EmbeddingFile.Write(folder["items.npy"], Runs.RunDataTests.To2D([.. items.SelectMany(_ => new[] { (float)random.NextDouble(), (float)random.NextDouble() })], 2));
        new MineJob
        {
            Files = new DataFiles { Data = folder["items.csv"], Embeddings = folder["items.npy"], Images = images },
            Options = new TripletOptions { TripletsPerEpoch = 60 },
            Out = folder[name],
            WithReport = false,
        }.Run(new ProgressDisplay(quiet: true), TestContext.Current.CancellationToken);
        return folder[name];
    }
}
