using System.CommandLine;
using Glyphs;

var catalog = new Option<string>("--catalog")
{
    Description = "The typeface of the catalog: one reference glyph for each character.",
    HelpName = "typeface",
    Required = true,
};
var items = new Option<string[]>("--items")
{
    Description = "A typeface of the items; give the option again for each further typeface.",
    HelpName = "typeface",
    Required = true,
};
var folder = new Option<DirectoryInfo?>("--out")
{
    Description = "The folder to write catalog.csv, items.csv and images/ into.",
    HelpName = "folder",
};
var zip = new Option<FileInfo?>("--zip")
{
    Description = "The zip file to write the same files into, byte for byte the same every time.",
    HelpName = "file",
};
var size = new Option<int>("--size")
{
    Description = "Width and height of an image in pixels, 8 to 1024.",
    HelpName = "pixels",
    DefaultValueFactory = _ => 32,
};
var set = new Option<CharacterSet?>("--set")
{
    Description = "all (default): CJK unified ideographs, kana and Hangul syllables. "
        + "ideographs: the ideographs alone. common: the 3,755 most used Chinese characters, level 1 of GB 2312. "
        + "Characters that a typeface lacks are left out.",
    HelpName = "all|ideographs|common",
};
var characters = new Option<FileInfo?>("--characters")
{
    Description = "A UTF-8 text file whose characters to draw, instead of --set.",
    HelpName = "file",
};
var count = new Option<int?>("--count")
{
    Description = "Draw only a random sample of this many characters.",
    HelpName = "characters",
};
var seed = new Option<int>("--seed")
{
    Description = "Chooses the sample: the same seed, the same characters.",
    HelpName = "number",
    DefaultValueFactory = _ => 0,
};

var root = new RootCommand("Renders a labelled image set of characters from the fonts installed on this machine.")
{
    catalog, items, folder, zip, size, set, characters, count, seed,
};
root.Validators.Add(result =>
{
    if (result.GetResult(folder) is null && result.GetResult(zip) is null)
        result.AddError("Nothing to write to: give --out FOLDER, --zip FILE or both.");
    if (result.GetResult(set) is not null && result.GetResult(characters) is not null)
        result.AddError("--set and --characters both say which characters to draw: give one of them.");
});
size.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 8 or > 1024)
        result.AddError("--size must be 8 to 1024 pixels.");
});
count.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int?>() is < 1)
        result.AddError("--count must be 1 or more characters.");
});
root.SetAction(arguments =>
{
    var fonts = InstalledFonts.Scan();
    using var reference = fonts.Open(arguments.GetRequiredValue(catalog));
    var drawn = arguments.GetRequiredValue(items).Select(fonts.Open).ToList();
    var candidates = arguments.GetValue(characters) is { } file
        ? Characters.ReadFile(file.FullName)
        : Characters.Of(arguments.GetValue(set) ?? CharacterSet.All);
    var shared = GlyphSet.Shared(candidates, [reference, .. drawn]);
    var chosen = arguments.GetValue(count) is { } number ? Characters.Sample(shared, number, arguments.GetValue(seed)) : shared;
    var files = GlyphSet.Render(reference, drawn, chosen, arguments.GetValue(size));
    if (arguments.GetValue(folder) is { } target)
        GlyphSet.WriteFolder(files, target.FullName);
    if (arguments.GetValue(zip) is { } archive)
        GlyphSet.WriteZip(files, archive.FullName);
    Console.WriteLine(FormattableString.Invariant(
        $"{chosen.Count:N0} characters: {chosen.Count:N0} catalog images, {chosen.Count * drawn.Count:N0} items."));
    drawn.ForEach(typeface => typeface.Dispose());
});

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("--help lists the options.");
    return 2;
}
try
{
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (GlyphsException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 65;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 74;
}
