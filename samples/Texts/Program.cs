using System.CommandLine;
using System.Text;
using Tercet;
using Tercet.Vision;
using TextsSamples;

var folder = new Option<DirectoryInfo>("--out")
{
    Description = "The folder to write the tables, their embeddings and the encoder into.",
    HelpName = "folder",
    Required = true,
};
var count = new Option<int?>("--count")
{
    Description = "Take only a random sample of this many packages. [default: one for each source package, about 34,000]",
    HelpName = "packages",
};
var seed = new Option<int>("--seed")
{
    Description = "Chooses the sample: the same seed and the same lists, the same packages.",
    HelpName = "number",
    DefaultValueFactory = _ => 0,
};
var rest = new Option<bool>("--rest") { Description = "Take the packages that --count and --seed leave out, for a set without those." };
var lists = new Option<DirectoryInfo?>("--lists")
{
    Description = "The folder that the package lists are fetched to, and taken from the next time. [default: lists in --out]",
    HelpName = "folder",
};
var encoderName = new Option<string>("--encoder")
{
    Description = "The encoder of the embeddings.",
    HelpName = string.Join('|', EncoderKind.All.Select(kind => kind.Option)),
    DefaultValueFactory = _ => EncoderKind.All[0].Option,
};
encoderName.AcceptOnlyFromAmong([.. EncoderKind.All.Select(kind => kind.Option)]);
count.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int?>() is < 4)
        result.AddError("--count must be 4 or more packages.");
});

var root = new RootCommand("Makes a retrieval set of Debian's package descriptions, with embeddings of a pretrained encoder.")
{
    folder, count, seed, rest, lists, encoderName,
};
root.Validators.Add(result =>
{
    if (result.GetValue(rest) && result.GetValue(count) is null)
        result.AddError("--rest needs --count: which packages to leave out.");
});
root.SetAction(arguments =>
{
    var target = arguments.GetRequiredValue(folder).FullName;
    Directory.CreateDirectory(target);
    var apt = new Apt(arguments.GetValue(lists)?.FullName ?? Path.Combine(target, "lists"));
    apt.Update();
    var (all, empty, repeated) = Description.Read(apt);
    var chosen = arguments.GetValue(count) is { } number ? Description.Sample(all, number, arguments.GetValue(seed), arguments.GetValue(rest)) : all;
    var kind = EncoderKind.All.Single(kind => kind.Option == arguments.GetValue(encoderName));
    var model = Path.Combine(target, "models", kind.Option);
    PretrainedModel.Unpack(kind, model);
    Embed("catalog.npy", "", chosen.Select(one => one.Text));
    Embed("items.npy", kind.QueryPrompt, chosen.Select(one => one.Synopsis));
    Write("catalog.csv", "class,group,text\n", chosen.Select(one => $"{one.Package},{one.Source},{Quote(one.Text)}\n"));
    Write("items.csv", "class,group,text\n", chosen.Select(one => $"{one.Package},{one.Source},{Quote(one.Synopsis)}\n"));
    File.Copy(Path.Combine(target, "catalog.npy"), Path.Combine(target, "passages.npy"), overwrite: true);
    File.Copy(Path.Combine(target, "items.npy"), Path.Combine(target, "queries.npy"), overwrite: true);
    Write("passages.csv", "id,text\n", chosen.Select(one => $"{one.Package},{Quote(one.Text)}\n"));
    Write("queries.csv", "id,text\n", chosen.Select(one => $"{one.Package},{Quote(one.Synopsis)}\n"));
    Write("pairs.csv", "query,passage\n", chosen.Select(one => $"{one.Package},{one.Package}\n"));
    Write("README.txt", "", [$"""
        {chosen.Count} of Debian's packages, one for each source package, of the {all.Count} in
        {string.Join("\n", apt.Releases().Select(release => "  " + release))}

        items.csv: the synopsis (the query), its package (the class) and its source package (the group); catalog.csv: the long
        description (the passage). items.npy and catalog.npy: their embeddings by {kind.Name} (Apache License 2.0), one row
        for each row of the table, of unit length. queries.csv, passages.csv and pairs.csv are the same texts as tables of
        retrieval, with ids; queries.npy and passages.npy are items.npy and catalog.npy.

        The descriptions are Debian's and are under the licences of their packages (/usr/share/doc/PACKAGE/copyright in each).

        """.ReplaceLineEndings("\n")]);
    Console.WriteLine(FormattableString.Invariant($"""
        {chosen.Count:N0} packages, of {all.Count:N0}: as many catalog items, as many items.
        Left out: {empty:N0} source packages without a long description, {repeated:N0} with that of another.
        """));

    void Embed(string name, string prompt, IEnumerable<string> texts)
    {
        using var encoder = TextEncoder.Open(model, new TextEncoderOptions { Prompt = prompt });
        using var embeddings = TextEmbedder.Embed(encoder, [.. texts], progress: new ConsoleProgress(name)).Embeddings;
        using var file = new NpyWriter(Path.Combine(target, name), embeddings.Count, embeddings.Dimensions);
        var row = new float[embeddings.Dimensions];
        for (var i = 0; i < embeddings.Count; i++)
        {
            embeddings.CopyRow(i, row);
            file.WriteRow(i, row);
        }
        file.Complete();
    }

    void Write(string name, string header, IEnumerable<string> lines) =>
        File.WriteAllText(Path.Combine(target, name), header + string.Concat(lines), new UTF8Encoding(false));
});

static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

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
catch (TextsException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 65;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 74;
}
