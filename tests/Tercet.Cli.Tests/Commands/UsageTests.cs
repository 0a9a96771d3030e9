namespace Tercet.Cli.Tests.Commands;

/// <summary>Command lines that are misspelt, contradict themselves, or meet a stream that takes no output.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("unknown option --catlog. Did you mean --catalog?", "mine", "--catlog", "x")]
    [InlineData("unknown option --embed. Did you mean --embeddings?", "mine", "--data", "x", "--embed=y")]
    [InlineData("unknown option --sc. Did you mean --split-column?", "mine", "--data", "x", "--sc", "y")]
    [InlineData("unknown option --zzz.", "mine", "--data", "x", "--zzz")]
    [InlineData("unexpected argument 'photos'. Put a value that holds blanks into quotes.", "mine", "--data", "my", "photos")]
    [InlineData("--out is empty; expected DIR. Give it, or leave the option out.", "mine", "--data", "x", "--out", "")]
    [InlineData("RUN is empty; expected a path.", "inspect", " ")]
    [InlineData(
        "--triplets is '99999999999'; expected a whole number from 0 to 2147483647.", "mine", "--data", "x", "--triplets",
        "99999999999")]
    [InlineData(
        "--seed is '-1'; expected a whole number from 0 to 18446744073709551615.", "mine", "--data", "x", "--seed", "-1")]
    [InlineData(
        "--cap is '1e999'; expected a finite number with a decimal point, such as 0.5.", "mine", "--data", "x", "--cap", "1e999")]
    [InlineData(
        "--cap is '1e308308088'; expected a finite number with a decimal point, such as 0.5.", "mine", "--data", "x", "--cap",
        "1e308308088")] // as a whole number, it took minutes to read
    [InlineData(
        "--recipe is 'semihard'; expected one of semi-hard, softening, hardening, boundary, log-rank, random, original. Did you mean "
        + "semi-hard?", "mine", "--data", "x", "--recipe", "semihard")]
    [InlineData(
        "--order is 'shufled'; expected one of schedule, reversed, shuffled. Did you mean shuffled?", "mine", "--data", "x", "--order",
        "shufled")]
    public void The_cause_alone_is_reported_with_what_was_likely_meant(string message, params string[] arguments)
    {
        var tool = Tool.Run(arguments);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Equal($"tercet: {message}\nTry 'tercet {arguments[0]} --help'.\n", tool.Error);
    }

    [Fact]
    public void A_misspelt_command_is_named_with_the_one_that_was_meant() => Assert.Equal(
        "tercet: unknown command 'mnie'; expected one of demo, encode, mine, inspect, plot, view, plan, part, merge, status, "
        + "slurm, kubernetes, train, compare. Did you mean mine?\n"
        + "Try 'tercet --help'.\n", Tool.Run("mnie", "--data", "x").Error);

    [Fact]
    public void Help_is_a_command_too()
    {
        Assert.Equal(Tool.Run("--help"), Tool.Run("help"));
        Assert.Equal(Tool.Run("mine", "--help"), Tool.Run("help", "mine"));
        var help = Tool.Run("mine", "-h").Output;
        Assert.Contains("\n  --data, -d PATH ", help, StringComparison.Ordinal);
        Assert.Contains("\n  --out, -o DIR ", help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_starts_with_an_at_sign_is_a_name_and_no_file_of_arguments()
    {
        Directory.CreateDirectory(_folder["@photos"]);
        var tool = Tool.RunIn(_folder[""], "mine", "--data", "@photos");
        Assert.Equal(65, tool.ExitCode);
        Assert.StartsWith("tercet: @photos: ", tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--images nowhere: no such folder.", "--images", "nowhere")]
    [InlineData(65, "no column 'nope'.", "--file-column", "nope")]
    public void An_option_beside_embeddings_is_not_ignored(int code, string message, params string[] options)
    {
        var tool = Mine(options);
        Assert.Equal(code, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--class-column", "label")]
    [InlineData("--images", "photos")]
    [InlineData("--split-column", "part")]
    public void An_option_of_tables_is_refused_with_a_folder(string option, string value)
    {
        Directory.CreateDirectory(_folder["photos/cat"]);
        var tool = Tool.Run("mine", "--data", _folder["photos"], option, value, "--out", _folder["run"]);
        Assert.Equal(2, tool.ExitCode);
        Assert.StartsWith($"tercet: {option}", tool.Error, StringComparison.Ordinal);
        Assert.Contains("--data is a folder", tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--curve", "tanh")]
    [InlineData("--recipe", "original")]
    public void The_default_number_of_cycles_gives_way_to_few_triplets(string option, string value)
    {
        Assert.Equal((0, ""), (Mine("--triplets", "5", option, value) is var tool ? tool.ExitCode : -1, tool.Error));
        tool = Mine("--triplets", "5", option, value, "--cycles", "10", "--force");
        Assert.StartsWith("tercet: --cycles is 10; expected at most the number of steps, 5.", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_written_has_not_failed_where_its_summary_cannot_be_printed()
    {
        if (!File.Exists("/dev/full"))
            return;
        var arguments = string.Join("' '", [.. _folder.WriteItems(12, 3, perClass: 3), "--triplets", "5", "--out", _folder["run"]]);
        Assert.Equal(
            (0, "", "tercet: the output could not be printed (No space left on device). Files that the command wrote are complete.\n"),
            ToTuple(Shell($"'{arguments}' > /dev/full")));
        Assert.True(File.Exists(_folder["run/manifest.json"]));
        Assert.Equal(74, Shell($"inspect '{_folder["run"]}' > /dev/full").ExitCode);
        Assert.Equal(65, Shell($"inspect '{_folder["none"]}' 2> /dev/full").ExitCode);
    }

    [Fact]
    public void Names_cannot_send_escapes_to_the_terminal()
    {
        var tool = Tool.Run("inspect", "\u001b[31mred\u202e");
        Assert.StartsWith("tercet: \\u001b[31mred\\u202e: no run", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_embeddings_are_named_as_the_cause()
    {
        _folder.Write("items.csv", "file,class\na,cat\nb,cat\nc,dog\nd,dog\n");
        EmbeddingFile.Write(_folder["e.npy"], new float[,] { { 1, 2 }, { 1, 2 }, { 1, 2 }, { 1, 2 } });
        var tool = Tool.Run(
            "mine", "--data", _folder["items.csv"], "--embeddings", _folder["e.npy"], "--test-ratio", "0", "--triplets", "8", "--out",
            _folder["run"]);
        Assert.Contains("e.npy: all 4 embeddings are equal, so that every distance is 0", tool.Output, StringComparison.Ordinal);
        Assert.Contains("at distance 0 from their anchor: 8 positives, 8 negatives; ", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_image_under_two_classes_and_a_catalog_that_is_the_data_are_reported()
    {
        _folder.Write("items.csv", "file,class\na,cat\nb,cat\nc,dog\nd,dog\n");
        EmbeddingFile.Write(_folder["e.npy"], new float[,] { { 1, 2 }, { 1, 3 }, { 1, 2 }, { 0, 0 } });
        var tool = Tool.Run(
            "mine", "--data", _folder["items.csv"], "--embeddings", _folder["e.npy"], "--catalog", _folder["items.csv"],
            "--catalog-embeddings", _folder["e.npy"], "--test-ratio", "0", "--triplets", "8", "--out", _folder["run"]);
        Assert.Contains("items have the embedding of an item of another class, such as row 4: c (dog) and row 2: a (cat)", tool.Output,
            StringComparison.Ordinal);
        Assert.Contains("items.csv is both the data and the catalog", tool.Output, StringComparison.Ordinal);
    }

    private static (int, string, string) ToTuple(Tool tool) => (tool.ExitCode, tool.Output, tool.Error);

    private static Tool Shell(string arguments) =>
        Tool.RunProgram("bash", "-c", $"dotnet '{Tool.Assembly}' {arguments}");

    private Tool Mine(params string[] options) =>
        Tool.Run([.. _folder.WriteItems(12, 3, perClass: 3), "--out", _folder["run"], "--test-ratio", "0", .. options]);
}
