using Tercet.Viewer.Review;

namespace Tercet.Viewer.Runs;

/// <summary>
/// A run that is shown: its record at once, its sequence and data while they load in the background, its embeddings when they are
/// first needed. Shared by every page; safe for concurrent use.
/// </summary>
public sealed class ViewedRun : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private const int MinMillisecondsBetweenChanges = 200;

    private readonly ViewerOptions _options;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _dataRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _sequenceRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<Neighbourhood>? _neighbourhood;
    private Task? _suspects;
    private Task _loading = Task.CompletedTask;
    private long _lastChange;

    private ViewedRun(string folder, string name, RunRecord record, ViewerOptions options)
    {
        (Folder, Name, Record, _options) = (folder, name, record, options);
        Marks = new Marks(folder, InheritedMarks(record, folder));
        Steps = record.IsOfBatches ? new BatchTable() : new TripletTable();
        (Items, Anchors) = new NamedItems(hasCatalog: false).ToSets();
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>The name by which it is told from others.</summary>
    public string Name { get; }

    /// <summary>What the folder says of it.</summary>
    public RunRecord Record { get; }

    /// <summary>What people said of its pairs.</summary>
    public Marks Marks { get; }

    /// <summary>Its sequence, as far as it is loaded.</summary>
    public StepTable Steps { get; private set; }

    /// <summary>Its items.</summary>
    public ItemSet Items { get; private set; }

    /// <summary>Its anchors: the catalog, or the items.</summary>
    public ItemSet Anchors { get; private set; }

    /// <summary>What it was mined from; null until it is read, or where it is not to be had.</summary>
    public RunData? Data { get; private set; }

    /// <summary>Why the data cannot be shown; null where they can.</summary>
    public string? DataFault { get; private set; }

    /// <summary>Why the sequence could not be loaded; null where it could.</summary>
    public string? SequenceFault { get; private set; }

    /// <summary>Whether the sequence is complete.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The epochs of a training run; null for another.</summary>
    public EpochTable? Epochs { get; private set; }

    /// <summary>Doubtful pairs so far; null before anybody asked.</summary>
    public IReadOnlyList<Suspect>? Suspects { get; private set; }

    /// <summary>How far the search for them is: items looked at, of how many, of how many in all.</summary>
    public (int Done, int Total, int All) SuspectProgress { get; private set; }

    /// <summary>Why there is no search for them; null where there is.</summary>
    public string? SuspectFault { get; private set; }

    /// <summary>Called when something more can be shown, on any thread, at most a few times per second.</summary>
    public event Action? Changed;

    /// <summary>Opens a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="name">The name by which it is told from others.</param>
    /// <param name="options">The options of the viewer.</param>
    /// <exception cref="InvalidInputException">It holds no run, or marks that are damaged.</exception>
    public static ViewedRun Open(string folder, string name, ViewerOptions options)
    {
        var run = new ViewedRun(Path.GetFullPath(folder), name, RunRecord.Read(folder), options);
        run.Marks.Load();
        return run;
    }

    /// <summary>Starts to load.</summary>
    public void Start() => _loading = Task.Run(() => LoadAndWatch(_ended.Token));

    /// <summary>The embeddings, opened when they are first asked for.</summary>
    /// <exception cref="InvalidInputException">They are not to be had; the message says what to do.</exception>
    public Task<Neighbourhood> Neighbourhood()
    {
        lock (_gate)
            return _neighbourhood ??= Task.Run(OpenNeighbourhood);
    }

    /// <summary>Starts the search for doubtful pairs, once.</summary>
    public void FindSuspects()
    {
        lock (_gate)
            _suspects ??= Task.Run(() => SearchSuspects(_ended.Token));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        try
        {
            Task.WaitAll([_loading, _suspects ?? Task.CompletedTask], TimeSpan.FromSeconds(5));
        }
        catch (AggregateException)
        {
            // reported where it happened
        }
        if (_neighbourhood is { IsCompletedSuccessfully: true } opened)
            opened.Result.Dispose();
        _ended.Dispose();
    }

    private static Dictionary<MarkKind, string> InheritedMarks(RunRecord record, string folder) => new[]
    {
        (Kind: MarkKind.SameThing, Path: DataPaths.Find(record.PathOf("exclude"), folder)),
        (Kind: MarkKind.WrongLabel, Path: DataPaths.Find(record.PathOf("relabel"), folder)),
    }.Where(file => file.Path is not null).ToDictionary(file => file.Kind, file => file.Path!);

    private async Task<Neighbourhood> OpenNeighbourhood()
    {
        await _dataRead.Task.WaitAsync(_ended.Token).ConfigureAwait(false);
        return (Data ?? throw new InvalidInputException(DataFault!)).OpenEmbeddings(_ended.Token);
    }

    private async Task LoadAndWatch(CancellationToken cancellationToken)
    {
        var reading = Task.Run(ReadData, CancellationToken.None);
        var stamp = Stamp(); // before it is read: what changes meanwhile is read again
        if (!Record.IsTraining)
            Read(null, cancellationToken); // numbers, shown while they load; names of items where the data turn out to be missing
        await reading.ConfigureAwait(false);
        LoadSequence(cancellationToken);
        if (!Record.IsTraining)
            return;
        using var timer = new PeriodicTimer(Poll);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Stamp() is var now && now == stamp)
                continue;
            stamp = now;
            LoadSequence(cancellationToken);
        }
    }

    private void ReadData()
    {
        try
        {
            Data = RunData.Read(Record, Folder, _options);
            (Items, Anchors) = (Data.Items, Data.Anchors);
        }
        catch (Exception e) when (e is not OperationCanceledException) // shown, whatever it is: a page must not wait for ever
        {
            DataFault = e.Message;
        }
        _dataRead.TrySetResult();
        Report(force: true);
    }

    /// <summary>Reads the sequence, unless that is done already and nothing of it is missing.</summary>
    private void LoadSequence(CancellationToken cancellationToken)
    {
        var named = Data is null ? new NamedItems(Record.PathOf("catalog") is not null || Record.IsOfPairs) : null;
        if (Record.IsTraining || (named is not null && SequenceFault is null))
            Read(named, cancellationToken);
        IsLoaded = SequenceFault is null;
        _sequenceRead.TrySetResult();
        Report(force: true);
    }

    private void Read(NamedItems? named, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, Record.Sequence);
        try
        {
            Epochs = Record.IsTraining ? EpochTable.Read(Folder) : null;
            if (File.Exists(path) || !Record.IsTraining)
            {
                StepTable steps = Record.IsOfBatches ? new BatchTable() : new TripletTable();
                if (Steps.Count == 0)
                    Steps = steps; // shown while it loads
                if (steps is TripletTable triplets)
                    SequenceLoader.Read(path, triplets, named, () => Report(), cancellationToken);
                else
                    SequenceLoader.Read(path, (BatchTable)steps, named, () => Report(), cancellationToken);
                Steps = steps;
            }
            if (named is not null)
                (Items, Anchors) = named.ToSets();
            SequenceFault = null;
        }
        catch (Exception e) when (e is not OperationCanceledException) // shown, whatever it is: a page must not wait for ever
        {
            SequenceFault = e is FileNotFoundException ? $"{path}: missing, though the run's record names it." : e.Message;
        }
    }

    private async Task SearchSuspects(CancellationToken cancellationToken)
    {
        try
        {
            var neighbourhood = await Neighbourhood().ConfigureAwait(false);
            var search = new SuspectSearch(neighbourhood, Data!.Relation);
            search.Run(
                (suspects, done) =>
                {
                    (Suspects, SuspectProgress) = (suspects, (done, search.Total, search.All));
                    Report(force: done == search.Total);
                },
                cancellationToken);
            return;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            SuspectFault = e.Message;
        }
        await _sequenceRead.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        Suspects = Steps is TripletTable triplets ? TripletSuspects.Find(triplets, ReferenceEquals(Items, Anchors)) : [];
        Report(force: true);
    }

    /// <summary>What changes when a training run has completed another epoch.</summary>
    private (DateTime, DateTime) Stamp() => (
        File.GetLastWriteTimeUtc(Path.Combine(Folder, EpochTable.FileName)),
        File.GetLastWriteTimeUtc(Path.Combine(Folder, Record.Sequence)));

    private void Report(bool force = false)
    {
        var now = Environment.TickCount64;
        if (!force && now - Interlocked.Read(ref _lastChange) < MinMillisecondsBetweenChanges)
            return;
        Interlocked.Exchange(ref _lastChange, now);
        Changed?.Invoke();
    }
}
