namespace Tercet.Native;

/// <summary>The options of miners, from what a caller has given.</summary>
internal static class MinerOptions
{
    public static unsafe TripletOptions ReadTriplets(byte* json, Callbacks callbacks)
    {
        var reader = new OptionReader(json);
        var options = new TripletOptions();
        options = options with
        {
            TripletsPerEpoch = reader.Integer<int>("triplets_per_epoch") ?? options.TripletsPerEpoch,
            TestTriplets = reader.Integer<int>("test_triplets"),
            PositiveStrategy = reader.Enum<PositiveStrategy>("positive_strategy") ?? options.PositiveStrategy,
            CandidatePool = reader.Integer<int>("candidate_pool"),
        };
        options = ReadShared(reader, options);
        var choice = ReadHardness(reader, callbacks);
        return Finish(reader, callbacks, reader.Try(() => choice.ApplyTo(options), options));
    }

    public static unsafe BatchOptions ReadBatches(byte* json, Callbacks callbacks)
    {
        var reader = new OptionReader(json);
        var options = new BatchOptions();
        options = options with
        {
            ClassesPerBatch = reader.Integer<int>("classes_per_batch") ?? options.ClassesPerBatch,
            SamplesPerClass = reader.Integer<int>("samples_per_class") ?? options.SamplesPerClass,
            GroupSize = reader.Integer<int>("group_size"),
            LastBatch = reader.Enum<LastBatchHandling>("last_batch") ?? options.LastBatch,
            BatchesPerEpoch = reader.Integer<int>("batches_per_epoch"),
            TestBatches = reader.Integer<int>("test_batches"),
        };
        options = ReadShared(reader, options);
        var choice = ReadHardness(reader, callbacks);
        return Finish(reader, callbacks, reader.Try(() => choice.ApplyTo(options), options));
    }

    private static T ReadShared<T>(OptionReader reader, T options) where T : MiningOptions => (T)((MiningOptions)options with
    {
        Epochs = reader.Integer<int>("epochs") ?? options.Epochs,
        Distance = reader.Enum<Distance>("distance") ?? options.Distance,
        MinDistance = reader.Number("min_distance") ?? options.MinDistance,
        Seed = reader.Integer<ulong>("seed") ?? options.Seed,
        MaxDegreeOfParallelism = reader.Integer<int>("threads") ?? options.MaxDegreeOfParallelism,
    });

    private static HardnessChoice ReadHardness(OptionReader reader, Callbacks callbacks)
    {
        if (callbacks.Curve is not null)
            reader.Refuse("a custom curve", "recipe", "growth", "logistic_b", "logistic_m", "logistic_c", "logistic_q", "logistic_nu");
        if (callbacks.Selector is not null)
            reader.Refuse("a custom strategy", "recipe", "scale");
        var choice = new HardnessChoice
        {
            Recipe = reader.Text("recipe"),
            Strategy = reader.Text("strategy"),
            Scale = reader.Text("scale"),
            Curve = reader.Text("curve"),
            Cycles = reader.Integer<int>("cycles"),
            Cap = reader.Number("cap"),
            Floor = reader.Number("floor"),
            Growth = reader.Number("growth"),
            Order = reader.Enum<HardnessOrder>("order"),
            LogisticB = reader.Number("logistic_b"),
            LogisticM = reader.Number("logistic_m"),
            LogisticC = reader.Number("logistic_c"),
            LogisticQ = reader.Number("logistic_q"),
            LogisticNu = reader.Number("logistic_nu"),
        };
        if (callbacks.Curve is not null)
            choice = choice with { Curve = "linear" }; // in its place until the end, so that it counts as given
        return callbacks.Selector is null ? choice : choice with { Strategy = HardnessChoice.Scheduled };
    }

    private static T Finish<T>(OptionReader reader, Callbacks callbacks, T options) where T : MiningOptions
    {
        var finished = (T)((MiningOptions)options with
        {
            Selector = callbacks.Selector ?? options.Selector,
            Schedule = options.Schedule with { Curve = callbacks.Curve ?? options.Schedule.Curve },
        });
        reader.Add(finished.Faults());
        reader.ThrowIfAny();
        return finished;
    }
}
