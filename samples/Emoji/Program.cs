using System.CommandLine;
using System.Reflection;
using EmojiSamples;

var folder = new Option<DirectoryInfo>("--out")
{
    Description = "The folder to write catalog.csv, items.csv, images/ and the encoder resnet18.onnx into.",
    HelpName = "folder",
    Required = true,
};
var catalog = new Option<string>("--catalog")
{
    Description = "The vendor of the catalog: one reference image for each emoji.",
    HelpName = "vendor",
    DefaultValueFactory = _ => "apple",
};
var items = new Option<string[]>("--items")
{
    Description = "A vendor of the items; give the option again for each further vendor. [default: all others]",
    HelpName = "vendor",
};
var baseOnly = new Option<bool>("--base") { Description = "Leave out the variants in skin tone: about 1,900 emoji in place of 3,700." };
var packages = new Option<DirectoryInfo?>("--packages")
{
    Description = "The folder that the vendors' packages (340 MB) are fetched to, and taken from the next time. [default: packages in --out]",
    HelpName = "folder",
};
catalog.AcceptOnlyFromAmong(Vendor.Names);
items.AcceptOnlyFromAmong(Vendor.Names);

var root = new RootCommand("Makes a labelled image set of the emoji of four vendors, fetched from the npm registry.")
{
    folder, catalog, items, baseOnly, packages,
};
root.SetAction(arguments =>
{
    var target = arguments.GetRequiredValue(folder).FullName;
    var cache = arguments.GetValue(packages)?.FullName ?? Path.Combine(target, "packages");
    var first = arguments.GetRequiredValue(catalog);
    var others = arguments.GetValue(items) is { Length: > 0 } named ? named : [.. Vendor.Names.Where(name => name != first)];
    if (others.Append(first).Distinct().Count() <= others.Length)
        throw new EmojiException($"--catalog {first} and --items {string.Join(", ", others)} name a vendor twice: each may be named once.");
    var reference = Vendor.Open(first, cache);
    var drawn = others.Select(name => Vendor.Open(name, cache)).ToList();
    var emoji = Emoji.Read(reference.List, [first, .. others], skinTones: !arguments.GetValue(baseOnly));
    var encoder = typeof(Vendor).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ResNet18").Value!;
    EmojiSet.Write(emoji, reference, drawn, encoder, target);
    Console.WriteLine(FormattableString.Invariant(
        $"{emoji.Count:N0} emoji in {emoji.Select(one => one.Group).Distinct().Count():N0} groups: ")
        + FormattableString.Invariant($"{emoji.Count:N0} catalog images, {emoji.Count * drawn.Count:N0} items."));
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
catch (EmojiException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 65;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 74;
}
