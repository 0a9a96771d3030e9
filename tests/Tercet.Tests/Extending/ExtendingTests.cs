using Tercet.Tests.Sequences;

namespace Tercet.Tests.Extending;

/// <summary>What docs/extending promises of a curve, a selector and rows of one's own.</summary>
public sealed class ExtendingTests
{
    private static readonly string[] Labels = [.. Enumerable.Range(0, 60).Select(item => $"class {item % 6}")];

    private static readonly float[][] Embeddings = MakeEmbeddings(Labels.Length, 3);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Target_hardness_follows_a_curve_of_ones_own(int cycles)
    {
        var (curve, delegated) = (new StepCurve(4), HardnessCurve.Custom("square", u => u * u));
        var length = 24 / cycles;
        foreach (var (target, step) in Targets(curve, cycles).Zip(Enumerable.Range(0, 24)))
            Assert.Equal(Math.Round(0.1 + 0.8 * Math.Min(3, Math.Floor(step % length / (length - 1.0) * 4)) / 3, 7), target);
        foreach (var (target, step) in Targets(delegated, cycles).Zip(Enumerable.Range(0, 24)))
            Assert.Equal(Math.Round(0.1 + 0.8 * Math.Pow(step % length / (length - 1.0), 2), 7), target);
    }

    [Fact]
    public void Mined_triplets_carry_the_target_that_the_plan_has()
    {
        var miner = new TripletMiner(new LabeledItems(Labels), OptionsOf(HardnessCurve.Custom("square", u => u * u), cycles: 2));
        var mined = miner.MineAll(Embeddings);
        Assert.Equal(24, mined.Count);
        Assert.All(mined, triplet => Assert.Equal(miner.Plan.TargetHardnessAt(triplet.Step), triplet.TargetHardness));
        Assert.All(mined, triplet => Assert.True(triplet.Hardness >= 0 && triplet.Hardness <= triplet.TargetHardness));
    }

    [Fact]
    public void Options_with_equal_identities_are_equal()
    {
        Assert.Equal(
            new HardnessSchedule { Curve = HardnessCurve.Custom("square", u => u * u) },
            new HardnessSchedule { Curve = HardnessCurve.Custom("square", u => Math.Pow(u, 2)) });
        Assert.NotEqual(new HardnessSchedule { Curve = new StepCurve(4) }, new HardnessSchedule { Curve = new StepCurve(5) });
        Assert.Equal(
            NegativeSelector.Custom("third-nearest", ThirdNearest),
            NegativeSelector.Custom("third-nearest", ThirdNearest, followsSchedule: false));
        Assert.Equal<INegativeSelector>(new SkipNearest(2), new SkipNearest(2));
        Assert.Null(HardnessCurve.Parse(new StepCurve(4).Identity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_identity_is_refused(string identity)
    {
        Assert.Throws<ArgumentException>(() => HardnessCurve.Custom(identity, u => u));
        Assert.Throws<ArgumentException>(() => NegativeSelector.Custom(identity, ThirdNearest));
        var nameless = new Nameless(identity);
        var options = new TripletOptions { Selector = nameless, Schedule = new() { Curve = nameless } };
        Assert.Equal(
            """
            `Curve` has no identity; expected one that names the curve and its parameters.
            `Selector` has no identity; expected one that names the selector and its parameters.
            """,
            Assert.Throws<InvalidOptionsException>(options.Validate).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_curve_that_leaves_its_range_is_refused_by_name(int threads)
    {
        var options = OptionsOf(HardnessCurve.Custom("double", u => 2 * u)) with { MaxDegreeOfParallelism = threads };
        var miner = new TripletMiner(new LabeledItems(Labels), options with { TripletsPerEpoch = 5 });
        Assert.Equal(
            "curve 'double' is 1.5 at u = 0.75; expected a value in [0, 1].",
            Assert.Throws<InvalidOperationException>(() => miner.Plan.TargetHardnessAt(3)).Message);
        var message = Assert.Throws<InvalidOperationException>(() => miner.MineAll(Embeddings)).Message;
        Assert.Contains(message, (string[])
        [
            "curve 'double' is 1.5 at u = 0.75; expected a value in [0, 1].",
            "curve 'double' is 2 at u = 1; expected a value in [0, 1].",
        ]);
    }

    [Fact]
    public void A_curve_that_is_not_a_number_is_refused()
    {
        var schedule = new HardnessSchedule { Curve = HardnessCurve.Custom("broken", _ => double.NaN) };
        Assert.Equal(
            "curve 'broken' is NaN at u = 0; expected a value in [0, 1].",
            Assert.Throws<InvalidOperationException>(() => schedule.HardnessAt(0, 20)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_selector_of_ones_own_finds_what_a_brute_force_loop_finds(int skip)
    {
        var options = new TripletOptions { TripletsPerEpoch = 200, Selector = new SkipNearest(skip) };
        var mined = Mine(options);
        Assert.Equal(200, mined.Count);
        foreach (var triplet in mined)
        {
            var candidates = CandidatesOf(triplet.Anchor);
            var rank = Math.Min(skip + 1, candidates.Length);
            Assert.Equal(candidates[rank - 1], triplet.Negative);
            Assert.Equal(rank, triplet.Rank);
            Assert.Null(triplet.TargetHardness);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_delegate_follows_the_schedule_unless_it_says_otherwise(bool followsSchedule)
    {
        var selector = NegativeSelector.Custom("third-nearest", ThirdNearest, followsSchedule);
        var options = new TripletOptions { TripletsPerEpoch = 20, Selector = selector };
        var mined = Mine(options with { Schedule = HardnessSchedule.Constant(0.4) });
        Assert.All(mined, triplet => Assert.Equal(3, triplet.Rank));
        Assert.All(mined, triplet => Assert.Equal(followsSchedule ? 0.4 : null, triplet.TargetHardness));
    }

    [Fact]
    public void Random_numbers_are_those_of_the_step()
    {
        var selector = NegativeSelector.Custom("near", (candidates, step) => candidates.AtRank(1 + step.Random.Next(10)), false);
        var options = new TripletOptions { TripletsPerEpoch = 300, Selector = selector, MaxDegreeOfParallelism = 1 };
        var whole = new TripletMiner(new LabeledItems(Labels), options).MineAll(Embeddings);
        var parallel = new TripletMiner(new LabeledItems(Labels), options with { MaxDegreeOfParallelism = 4 });
        Assert.Equal(whole, parallel.MineAll(Embeddings));
        Assert.Equal(whole.Skip(100).Take(50), parallel.MineRange(new StepRange(100, 150), Embeddings));
        Assert.Equal(Enumerable.Range(1, 10), whole.Select(triplet => triplet.Rank).Distinct().Order());
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(4, 20)]
    public void A_selector_that_returns_another_candidate_is_refused_by_name(int threads, int? pool)
    {
        var foreign = NegativeSelector.Custom("foreign", (_, _) => new Candidate(1_000, 0.5));
        var options = new TripletOptions
        {
            TripletsPerEpoch = 50,
            Selector = foreign,
            MaxDegreeOfParallelism = threads,
            CandidatePool = pool,
        };
        Assert.Equal(
            "selector 'foreign' selected index 1000 at distance 0.5, which is not one of the anchor's candidates; "
            + "expected what a member of ICandidates returned for this anchor.",
            Assert.Throws<InvalidOperationException>(() => Mine(options)).Message);
    }

    [Fact]
    public void A_selector_that_returns_an_item_of_the_anchors_class_is_refused()
    {
        // All distances are 0, and of the first six items, one of each class, only the one of the anchor's is no candidate.
        var selector = NegativeSelector.Custom("own-class", (candidates, _) => Enumerable.Range(0, 6)
            .Select(index => new Candidate(index, 0)).Single(candidate => IsRefused(() => candidates.RankOf(candidate))));
        var miner = new TripletMiner(new LabeledItems(Labels), new TripletOptions { TripletsPerEpoch = 20, Selector = selector });
        Assert.Matches(
            "^selector 'own-class' selected index [0-5] at distance 0, which is not one of the anchor's candidates; ",
            Assert.Throws<InvalidOperationException>(() => miner.MineAll(new float[Labels.Length, 3])).Message);
    }

    [Fact]
    public void A_target_hardness_out_of_range_is_refused_by_name()
    {
        var options = new TripletOptions { TripletsPerEpoch = 5, Selector = new Overshooting() };
        Assert.Equal(
            "selector 'overshooting' makes 1.5 of the scheduled hardness 0.5; "
            + "expected a target hardness in [0, 1], or null for none.",
            Assert.Throws<InvalidOperationException>(
                () => Mine(options with { Schedule = HardnessSchedule.Constant(0.5) })).Message);
    }

    [Fact]
    public void What_a_selector_throws_reaches_the_caller_as_it_is()
    {
        var selector = NegativeSelector.Custom("failing", (_, _) => throw new TimeoutException("no answer"));
        var triplets = new TripletOptions { TripletsPerEpoch = 50, Selector = selector, MaxDegreeOfParallelism = 4 };
        Assert.Equal("no answer", Assert.Throws<TimeoutException>(() => Mine(triplets)).Message);
        var batches = new BatchOptions { ClassesPerBatch = 3, Selector = selector };
        Assert.Throws<TimeoutException>(() => new BatchMiner(new LabeledItems(Labels), batches).MineAll(Embeddings));
    }

    [Fact]
    public void Candidates_answer_exactly_and_refuse_what_is_out_of_bounds()
    {
        var checkedRows = 0;
        var selector = NegativeSelector.Custom("checking", (candidates, step) =>
        {
            var all = new Candidate[candidates.Count];
            candidates.CopyTo(all);
            Candidate[] sorted = [.. all.OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Index)];
            Assert.Equal(50, candidates.Count);
            Assert.Equal(sorted, Enumerable.Range(1, 50).Select(candidates.AtRank));
            Assert.Equal(all, Enumerable.Range(0, 50).Select(candidates.AtOrdinal));
            Assert.Equal(Enumerable.Range(1, 50), sorted.Select(candidates.RankOf));
            Assert.Equal((sorted[0], sorted[^1]), (candidates.Nearest, candidates.Farthest));
            var distance = sorted[20].Distance;
            Assert.Equal(sorted.Count(candidate => candidate.Distance < distance), candidates.CountNearerThan(distance));
            Assert.Equal(50, candidates.CountNearerThan(double.PositiveInfinity));
            Assert.Equal(0, candidates.CountNearerThan(0));
            Assert.Equal(sorted.First(candidate => candidate.Distance >= distance), candidates.NearestFrom(distance));
            Assert.Equal(
                sorted.First(candidate => candidate.Distance > distance), candidates.NearestFrom(0, strictlyBeyond: distance));
            Assert.Equal(sorted[^1], candidates.NearestFrom(double.PositiveInfinity));
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtRank(0));
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtRank(51));
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtOrdinal(50));
            Assert.Throws<ArgumentException>(() => candidates.CopyTo(new Candidate[49]));
            Assert.Throws<ArgumentException>(() => candidates.RankOf(new Candidate(all[3].Index, all[3].Distance / 2)));
            Interlocked.Increment(ref checkedRows);
            return all[0];
        });
        Mine(new TripletOptions { TripletsPerEpoch = 30, Selector = selector });
        Assert.Equal(30, checkedRows);
    }

    [Fact]
    public void A_selector_of_ones_own_forms_batches_too()
    {
        var options = new BatchOptions { ClassesPerBatch = 3, Selector = new SkipNearest(1) };
        var batches = new BatchMiner(new LabeledItems(Labels), options).MineAll(Embeddings);
        Assert.Equal(2, batches.Count);
        Assert.All(batches, batch => Assert.Null(batch.TargetHardness));
        Assert.Equal(6, batches.SelectMany(batch => batch.Items).Select(item => item.Class).Distinct().Count());
    }

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.Cosine)]
    public void Rows_of_ones_own_give_the_triplets_of_the_array(Distance distance)
    {
        var codes = MakeCodes(Labels.Length, 150);
        float[][] values = [.. codes.Select(row => Array.ConvertAll(row, code => code / 255f))];
        using var matrix = new EmbeddingMatrix(new ByteRows(codes));
        var options = new TripletOptions { TripletsPerEpoch = 500, Distance = distance };
        var miner = new TripletMiner(new LabeledItems(Labels), options);
        Assert.Equal(miner.MineAll(values), miner.MineAll(matrix));
    }

    [Fact]
    public void Rows_of_the_wrong_length_are_refused() =>
        Assert.Equal(
            "short rows: IEmbeddingRows.Read returned 3 components of row 0; expected 4, as many as the buffer holds.",
            Assert.Throws<InvalidOperationException>(() => new EmbeddingMatrix(new ShortRows())).Message);

    [Fact]
    public void A_split_of_other_items_is_refused()
    {
        var split = DataSplit.ByClass(new LabeledItems([.. Labels, .. Labels]), testRatio: 0.4);
        var message = Assert.Throws<InvalidInputException>(
            () => new TripletMiner(new LabeledItems(Labels), split: split)).Message;
        Assert.StartsWith("items: 60 rows of the split are not items with a class:\n  row 60\n", message);
    }

    [Fact]
    public void A_split_of_the_same_items_in_another_order_is_refused()
    {
        var split = DataSplit.ByClass(new LabeledItems([.. Labels.Reverse()]), testRatio: 0.4);
        var message = Assert.Throws<InvalidInputException>(() => new TripletMiner(new LabeledItems(Labels), split: split)).Message;
        Assert.StartsWith("items: the split was made from other items, 60 of them where there are 60:\n  item 0: ", message);
        Assert.NotNull(new TripletMiner(new LabeledItems([.. Labels]), split: DataSplit.ByClass(new LabeledItems(Labels))));
    }

    private static MinedSequence<Triplet> Mine(TripletOptions options) =>
        new TripletMiner(new LabeledItems(Labels), options).MineAll(Embeddings);

    private static double?[] Targets(IHardnessCurve curve, int cycles)
    {
        var plan = new TripletMiner(new LabeledItems(Labels), OptionsOf(curve, cycles)).Plan;
        return [.. Enumerable.Range(0, 24).Select(step => plan.TargetHardnessAt(step))];
    }

    private static TripletOptions OptionsOf(IHardnessCurve curve, int cycles = 1) => new()
    {
        TripletsPerEpoch = 24,
        Selector = NegativeSelector.Range,
        Schedule = new() { Curve = curve, Floor = 0.1, Cap = 0.9, Cycles = cycles },
    };

    private static Candidate ThirdNearest(ICandidates candidates, SelectionStep step) => candidates.AtRank(3);

    /// <summary>The items of other classes than the anchor's, nearest first, ties to the lower row.</summary>
    private static int[] CandidatesOf(int anchor) =>
    [
        .. Enumerable.Range(0, Labels.Length).Where(item => Labels[item] != Labels[anchor])
            .OrderBy(item => Embeddings[anchor].Zip(Embeddings[item], (a, b) => ((double)a - b) * ((double)a - b)).Sum())
            .ThenBy(item => item),
    ];

    private static float[][] MakeEmbeddings(int rows, int dimensions) =>
        [.. MakeCodes(rows, dimensions).Select(row => Array.ConvertAll(row, code => code / 16f))];

    /// <summary>Scattered bytes, of which few rows are equal.</summary>
    private static byte[][] MakeCodes(int rows, int dimensions) =>
    [
        .. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, dimensions)
            .Select(k => (byte)((row * 2_654_435_761L + k * 40_503L + row * k * 97L) >> 7)).ToArray()),
    ];

    private static bool IsRefused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private sealed record StepCurve(int Levels) : IHardnessCurve
    {
        public string Identity => $"steps levels={Levels}";

        public double At(double u) => Math.Min(Levels - 1, Math.Floor(u * Levels)) / (Levels - 1);
    }

    private sealed record SkipNearest(int Skip) : INegativeSelector
    {
        public string Identity => $"skip-nearest skip={Skip}";

        public double? TargetFor(double scheduled) => null;

        public Candidate Select(ICandidates candidates, in SelectionStep step) =>
            candidates.AtRank(Math.Min(Skip + 1, candidates.Count));
    }

    private sealed record Overshooting : INegativeSelector
    {
        public string Identity => "overshooting";

        public double? TargetFor(double scheduled) => scheduled + 1;

        public Candidate Select(ICandidates candidates, in SelectionStep step) => candidates.Nearest;
    }

    private sealed record Nameless(string Identity) : IHardnessCurve, INegativeSelector
    {
        public double At(double u) => u;

        public Candidate Select(ICandidates candidates, in SelectionStep step) => candidates.Nearest;
    }

    private sealed class ByteRows(byte[][] rows) : IEmbeddingRows
    {
        public string Name => "quantised embeddings";

        public int Count => rows.Length;

        public int Dimensions => rows[0].Length;

        public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
        {
            for (var k = 0; k < buffer.Length; k++)
                buffer[k] = rows[row][start + k] / 255f;
            return buffer;
        }
    }

    private sealed class ShortRows : IEmbeddingRows
    {
        public string Name => "short rows";

        public int Count => 2;

        public int Dimensions => 4;

        public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer) => buffer[1..];
    }
}
