using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary>The options that determine embeddings, the same for <c>encode</c> and <c>plan --encode</c>.</summary>
internal sealed class EncodeOptions
{
    private readonly Option<string> _data = new("--data", "-d")
    {
        HelpName = "PATH",
        Required = true,
        Description = "A CSV file with one row per image or text, or a folder with one sub-folder of images per class.",
    };

    private readonly Option<string?> _images = OptionFactory.OptionalText(
        "--images", "DIR", "The folder that file names are relative to. [default: the folder of the CSV file]");

    private readonly Option<string> _fileColumn = OptionFactory.Text(
        "--file-column", "NAME", "The column of file names.", new ItemTableOptions().FileColumn);

    private readonly Option<string> _textColumn = OptionFactory.Text(
        "--text-column", "NAME", "The column of texts, for a text model.", TextColumn.DefaultName);

    private readonly EncoderOptions _encoder = new();

    /// <summary>The degree of parallelism.</summary>
    public Option<int> Threads { get; } = OptionFactory.Number(
        "--threads", "N", "Degree of parallelism, 1 or more.", Environment.ProcessorCount);

    /// <summary>All but the degree of parallelism.</summary>
    public Option[] All =>
        [_data, _images, _fileColumn, _textColumn, .. _encoder.Model, .. _encoder.Texts, .. _encoder.Images];

    /// <summary>Adds all but those of the output.</summary>
    public void AddTo(GroupedCommand command)
    {
        command.AddGroup("Data", _data, _images, _fileColumn, _textColumn);
        command.AddGroup("Encoder", _encoder.Model);
        command.AddGroup("Texts", _encoder.Texts);
        command.AddGroup("Images", _encoder.Images);
    }

    /// <summary>Whether texts are embedded.</summary>
    public bool IsOfTexts(ParseResult parsed) => _encoder.IsTextModel(parsed);

    /// <summary>Reads the job of a text model.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The file.</param>
    public TextEncodeJob ReadTexts(ParseResult parsed, EmbeddingTarget target) => new()
    {
        Data = parsed.GetRequiredValue(_data),
        TextColumn = parsed.GetRequiredValue(_textColumn),
        Encoding = _encoder.ReadTexts(parsed, ThreadsOf(parsed), _images, _fileColumn),
        Target = target,
    };

    /// <summary>Reads the job of an image encoder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The file, or the folder of a plan.</param>
    public EncodeJob Read(ParseResult parsed, string target) => new()
    {
        Data = parsed.GetRequiredValue(_data),
        Images = parsed.GetValue(_images),
        FileColumn = parsed.GetRequiredValue(_fileColumn),
        Encoding = _encoder.Read(parsed, ThreadsOf(parsed), _textColumn),
        Out = target,
    };

    private int ThreadsOf(ParseResult parsed) => parsed.GetValue(Threads) is > 0 and var threads ? threads : Environment.ProcessorCount;
}
