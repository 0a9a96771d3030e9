using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tercet.Native;

/// <summary>The functions of tercet.h, which describes them.</summary>
internal static unsafe class Exports
{
    private const int Version = 1;

    [UnmanagedCallersOnly(EntryPoint = "tercet_version")]
    public static int GetVersion() => Version;

    [UnmanagedCallersOnly(EntryPoint = "tercet_text")]
    public static byte* GetText() => Call.Text;

    [UnmanagedCallersOnly(EntryPoint = "tercet_free")]
    public static void Free(long handle) => Handles.Remove(handle);

    [UnmanagedCallersOnly(EntryPoint = "tercet_items_create")]
    public static int CreateItems(
        Texts* labels, Texts* groups, Texts* catalog, Texts* catalogGroups, long* excluded, long pairs, long* items) => Call.Run(() =>
    {
        var table = Table(Required(labels, "labels"), groups, "labels");
        var reference = catalog is null ? null : Table(*catalog, catalogGroups, "catalog");
        if (pairs > 0 && excluded is null)
            throw new InvalidInputException($"exclude: {pairs} pairs, but no memory that holds them.");
        var made = new LabeledItems(table, reference, Pairs(excluded, pairs));
        *Out(items) = Handles.Add(made);
        return $$"""{ "classes": {{made.ClassNames.Count}} }""";
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_split_create")]
    public static int CreateSplit(long items, byte* options, long* testRows, long count, long* split) => Call.Run(() =>
    {
        var made = Splits.Create(Handles.Get<LabeledItems>(items), options, testRows, count);
        *Out(split) = Handles.Add(made);
        return Results.Of(made);
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_split_rows")]
    public static int CopySplit(long split, long* train, long* test) => Call.Run(() =>
    {
        var rows = Handles.Get<DataSplit>(split);
        Splits.Copy(rows.TrainRows, train);
        Splits.Copy(rows.TestRows, test);
        return "";
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_triplet_miner_create")]
    public static int CreateTripletMiner(long items, long split, byte* options, Callbacks* callbacks, long* miner) => Call.Run(() =>
    {
        var read = MinerOptions.ReadTriplets(options, callbacks is null ? default : *callbacks);
        var made = new TripletMiner(Handles.Get<LabeledItems>(items), read, SplitOf(split));
        *Out(miner) = Handles.Add(made);
        return Results.Of(made, itemsPerStep: 1);
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_batch_miner_create")]
    public static int CreateBatchMiner(long items, long split, byte* options, Callbacks* callbacks, long* miner) => Call.Run(() =>
    {
        var read = MinerOptions.ReadBatches(options, callbacks is null ? default : *callbacks);
        var made = new BatchMiner(Handles.Get<LabeledItems>(items), read, SplitOf(split));
        *Out(miner) = Handles.Add(made);
        return Results.Of(made, (long)read.ClassesPerBatch * read.SamplesPerClass);
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_mine_triplets")]
    public static int MineTriplets(
        long miner, StepsWanted* range, Matrix* embeddings, Matrix* catalog, TripletColumns* triplets, long* count,
        delegate* unmanaged<void*, long, long, int> progress, void* context) =>
        Call.Watch(progress, context, (report, cancellation) =>
        {
            var mined = Mine(Handles.Get<TripletMiner>(miner), range, embeddings, catalog, report, cancellation);
            *Out(count) = Required(triplets, "triplets").Write(mined);
            return Results.Of(mined.Statistics);
        });

    [UnmanagedCallersOnly(EntryPoint = "tercet_mine_batches")]
    public static int MineBatches(
        long miner, StepsWanted* range, Matrix* embeddings, Matrix* catalog, BatchColumns* batches, long* count,
        delegate* unmanaged<void*, long, long, int> progress, void* context) =>
        Call.Watch(progress, context, (report, cancellation) =>
        {
            var mined = Mine(Handles.Get<BatchMiner>(miner), range, embeddings, catalog, report, cancellation);
            *Out(count) = Required(batches, "batches").Write(mined);
            return Results.Of(mined.Statistics);
        });

    [UnmanagedCallersOnly(EntryPoint = "tercet_evaluate")]
    public static int Evaluate(
        Matrix* queries, Texts* labels, Matrix* gallery, Texts* galleryLabels, byte* options,
        delegate* unmanaged<void*, long, long, int> progress, void* context) => Call.Watch(progress, context, (_, cancellation) =>
    {
        var read = ReadRetrieval(options, withCutoffs: true);
        using var matrix = Required(queries, "queries").Open("queries");
        var table = new ItemTable(Required(labels, "query labels").ToArray("query labels"), source: "query labels");
        var set = new RetrievalSet(table, matrix);
        if (gallery is null)
            return Results.Of(RetrievalEvaluation.Evaluate(set, options: read, cancellationToken: cancellation));
        using var other = gallery->Open("gallery");
        var others = new ItemTable(Required(galleryLabels, "gallery labels").ToArray("gallery labels"), source: "gallery labels");
        return Results.Of(RetrievalEvaluation.Evaluate(set, new RetrievalSet(others, other), read, cancellation));
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_monitor_create")]
    public static int CreateMonitor(Matrix* embeddings, Texts* labels, byte* options, long* monitor) => Call.Run(() =>
    {
        var read = ReadRetrieval(options, withCutoffs: false);
        using var matrix = Required(embeddings, "embeddings").Open("embeddings");
        var made = new WatchedModel(new ItemTable(Required(labels, "labels").ToArray("labels"), source: "labels"), matrix, read);
        *Out(monitor) = Handles.Add(made);
        return made.Start;
    });

    [UnmanagedCallersOnly(EntryPoint = "tercet_monitor_observe")]
    public static int Observe(long monitor, Matrix* embeddings) => Call.Run(() =>
    {
        var watched = Handles.Get<WatchedModel>(monitor);
        using var matrix = Required(embeddings, "embeddings").Open("embeddings");
        return watched.Observe(matrix);
    });

    private static MinedSequence<TStep> Mine<TStep>(
        SequenceMiner<TStep> miner, StepsWanted* range, Matrix* embeddings, Matrix* catalog,
        IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var wanted = Required(range, "range");
        using var items = Required(embeddings, "embeddings").Open("embeddings");
        using var anchors = catalog is null ? null : catalog->Open("catalog_embeddings");
        RequireDifference(items, wanted.IsTest ? miner.Split.TestRows : miner.Split.TrainRows);
        if (wanted.IsTest && miner.TestPlan is null)
            throw new InvalidInputException("no test sequence: the miner was made without a split that holds rows out.");
        return wanted.IsTest
            ? miner.MineTest(items, wanted.Range, anchors, progress, cancellationToken)
            : miner.MineSteps(items, wanted.Range ?? new StepRange(0, miner.Plan.TotalSteps), anchors, progress, cancellationToken);
    }

    /// <summary>Refuses embeddings of a part that are all equal: no negative is harder than another.</summary>
    private static void RequireDifference(EmbeddingMatrix embeddings, IReadOnlyList<int> rows)
    {
        if (rows.Count < 2 || rows[^1] >= embeddings.Count)
            return;
        var (first, other) = (new float[embeddings.Dimensions], new float[embeddings.Dimensions]);
        embeddings.CopyRow(rows[0], first);
        foreach (var row in rows)
        {
            if (float.IsNaN(first[0]) || !embeddings.ReadRow(row, other).SequenceEqual(first)) // a missing one is told of elsewhere
                return;
        }
        throw new InvalidInputException(
            $"{embeddings.Name}: constant, all {rows.Count} rows to mine are equal, so that no negative is harder than another. The model has "
            + "collapsed, or its inputs have. Go back to an earlier checkpoint, and lower the learning rate or the hardness.");
    }

    private static RetrievalOptions ReadRetrieval(byte* json, bool withCutoffs)
    {
        var reader = new OptionReader(json);
        var options = new RetrievalOptions();
        options = new RetrievalOptions
        {
            Cutoffs = (withCutoffs ? reader.Integers("k") : null) ?? options.Cutoffs,
            Distance = reader.Enum<Distance>("distance") ?? options.Distance,
            MaxDegreeOfParallelism = reader.Integer<int>("threads") ?? options.MaxDegreeOfParallelism,
        };
        reader.ThrowIfAny();
        options.Validate();
        return options;
    }

    private static ItemTable Table(Texts labels, Texts* groups, string source) =>
        new(labels.ToArray(source), groups: groups is null ? null : groups->ToArray("groups"), source: source);

    private static List<(int Anchor, int Negative)> Pairs(long* values, long count)
    {
        var pairs = new List<(int, int)>();
        for (long i = 0; i < count; i++)
            pairs.Add((Row(values[2 * i], "exclude"), Row(values[2 * i + 1], "exclude")));
        return pairs;
    }

    /// <summary>A row as the engine counts.</summary>
    internal static int Row(long value, string name) => value is >= 0 and <= int.MaxValue
        ? (int)value
        : throw new InvalidInputException($"{name}: row {value}; expected row numbers, from 0.");

    private static DataSplit? SplitOf(long handle) => handle == 0 ? null : Handles.Get<DataSplit>(handle);

    private static T Required<T>(T* value, string name) where T : unmanaged =>
        value is null ? throw new InvalidInputException($"{name}: none given.") : *value;

    private static T* Out<T>(T* value, [CallerArgumentExpression(nameof(value))] string name = "") where T : unmanaged =>
        value is null ? throw new InvalidInputException($"{name}: no place for the result.") : value;
}
