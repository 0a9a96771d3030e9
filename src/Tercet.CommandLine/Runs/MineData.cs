using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using Tercet.Vision;

namespace Tercet.CommandLine.Runs;

/// <summary>What a <see cref="MineJob"/> mines from, opened: tables first, then embeddings; and how a run is written from it.</summary>
internal sealed class MineData : IDisposable
{
    private readonly MineJob _job;
    private readonly FileStamps _stamps;
    private readonly DataTables _tables;
    private readonly List<ManifestInput> _inputs = [];
    private readonly ImageEncoder? _encoder;
    private readonly TextEncoders? _texts;
    private readonly MiningWork _planned;
    private EmbeddedData? _embedded;
    private MiningWork? _work;

    /// <summary>Reads the tables and plans the sequence; a plan that fails should fail before images are read.</summary>
    public MineData(MineJob job)
    {
        _job = job;
        _stamps = job.Files.Stamp();
        _tables = job.Files.ReadTables(_inputs, job.Split.Column);
        _planned = Plan(_tables);
        _texts = job.OpenTexts();
        _encoder = job.Files.Embeddings is null && _texts is null ? job.Encoding.Open() : null;
        if (_texts is not null)
            _inputs.Add(_texts.Input);
        if (_encoder is OnnxEncoder model)
            _inputs.Add(new ManifestInput("encoder", job.Encoding.Encoder, model.Sha256));
    }

    /// <summary>Every file that was read.</summary>
    public IReadOnlyList<ManifestInput> Inputs => _inputs;

    /// <summary>The tables that were read from folders, by role.</summary>
    public IReadOnlyDictionary<string, ItemTable> Folders => new[]
    {
        ("data", _job.Files.Data, _tables.Items), ("catalog", _job.Files.Catalog, _tables.Catalog),
    }.Where(table => Directory.Exists(table.Item2)).ToDictionary(table => table.Item1, table => table.Item3!);

    /// <summary>The embeddings of the items.</summary>
    public EmbeddingMatrix Items => Embedded.Items;

    /// <summary>Those of the catalog; null without one.</summary>
    public EmbeddingMatrix? Catalog => Embedded.Catalog;

    /// <summary>What is mined.</summary>
    public MiningWork Work => _work ?? throw new InvalidOperationException("the embeddings are not open yet");

    /// <summary>What is likely a mistake in the data.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    private EmbeddedData Embedded => _embedded ?? throw new InvalidOperationException("the embeddings are not open yet");

    /// <summary>Opens the embeddings, or embeds the images.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="known">Inputs that are not hashed again; null where all are.</param>
    public void Embed(
        ProgressDisplay display, CancellationToken cancellationToken, IReadOnlyList<ManifestInput>? known = null)
    {
        _embedded = _job.Files.Embed(_tables, _job.Encoding, _encoder, _inputs, display, cancellationToken, known, _texts);
        _work = ReferenceEquals(_embedded.Tables, _tables) ? _planned : Plan(_embedded.Tables); // less those without an embedding
    }

    /// <summary>Looks for what is likely a mistake.</summary>
    public void FindNotes() => Notes = [.. Embedded.Tables.Notes, .. Embedded.Notes];

    /// <summary>Makes sure that no input was written to meanwhile.</summary>
    public void RequireUnchanged() => _stamps.RequireUnchanged();

    /// <summary>The options, as a manifest has them.</summary>
    public ManifestOptions Options => _job.Files.WithColumns(Work.DescribeOptions(_job.Steps));

    /// <summary>Writes and commits a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="writeSequences">Writes the sequences.</param>
    /// <param name="notes">What is likely a mistake; null where it is yet to be found.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public MineResult WriteRun(
        RunFolder folder, Action<RunWriter> writeSequences, IReadOnlyList<string>? notes, ProgressDisplay display,
        CancellationToken cancellationToken)
    {
        var options = new RunWriterOptions
        {
            Format = _job.Format,
            Layout = _job.Layout,
            Write = _job.Write,
            Steps = _job.Steps,
            Inputs = _inputs,
        };
        var writer = Work.CreateWriter(folder, options, _job.WithReport ? ImageFolders() : null);
        writeSequences(writer);
        AddTables(writer);
        if (notes is null)
            display.Run("Checking embeddings", _ => FindNotes());
        else
            Notes = notes;
        var manifest = display.Run("Hashing the result", _ => Describe(writer));
        if (_job.WithReport)
            display.Run("Drawing", _ => Draw(writer, manifest, Work.Findings!));
        cancellationToken.ThrowIfCancellationRequested();
        RequireUnchanged();
        writer.Complete(manifest);
        return new MineResult(_job.Out, manifest, writer.Train, writer.Statistics);
    }

    /// <summary>Closes the embeddings and the encoder.</summary>
    public void Dispose()
    {
        _embedded?.Dispose();
        _encoder?.Dispose();
        _texts?.Dispose();
    }

    private MiningWork Plan(DataTables tables)
    {
        var items = tables.Join();
        var work = MiningWork.Create(items, _job.Options, _job.Split.Create(items, tables.SplitValues));
        if (_job.Steps is { } steps)
            work.Plan.RequireSteps(steps);
        return work;
    }

    private ImageFolders ImageFolders()
    {
        ImageFolder FolderOf(string table) =>
            new(ImageEncoding.FolderOf(table, _job.Files.Images), _job.Encoding.Options.MaxPixels);
        return new ImageFolders(FolderOf(_job.Files.Catalog ?? _job.Files.Data), FolderOf(_job.Files.Data));
    }

    /// <summary>Keeps the tables of folders, whose rows are named nowhere else.</summary>
    private void AddTables(RunWriter writer)
    {
        foreach (var (path, table, name) in new[]
        {
            (_job.Files.Data, _tables.Items, "items.csv"), (_job.Files.Catalog, _tables.Catalog, "catalog.csv"),
        })
        {
            if (table is not null && Directory.Exists(path))
                writer.Add(name, System.Text.Encoding.UTF8.GetBytes(ItemTableFile.ToCsv(table)));
        }
    }

    private void Draw(RunWriter writer, RunManifest manifest, RunFindings findings)
    {
        foreach (var (name, content) in RunReport.Draw(_job.Out, manifest, writer.Train, findings))
            writer.Add(name, content);
    }

    private RunManifest Describe(RunWriter writer)
    {
        var manifest = writer.Describe(Embedded.Tables.OtherFiles, _job.WithReport ? RunReport.Files : []);
        return manifest with
        {
            Options = _job.Files.WithColumns(manifest.Options),
            Notes = Notes.Count == 0 ? null : Notes,
            Encoder = _encoder is null ? _texts?.Description : ImageEncoding.Describe(_encoder),
        };
    }
}
