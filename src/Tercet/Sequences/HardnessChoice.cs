using static System.FormattableString;

namespace Tercet;

/// <summary>
/// How hard the negatives are, by names and numbers, as a front end takes them from its user: one of the recipes
/// (<see cref="MiningRecipe"/>), or a schedule of their own. What is null was not given.
/// </summary>
/// <remarks>
/// Nothing given means the first recipe. A schedule of one's own starts from the original method's; for batches, from one
/// sigmoid cycle on the log-rank scale to a hardness of 1.
/// </remarks>
/// <example><code>
/// var options = new HardnessChoice { Recipe = "hardening" }.ApplyTo(new TripletOptions { Epochs = 10 });
/// var own = new HardnessChoice { Scale = "rank", Curve = "tanh", Growth = 4, Cap = 0.9 }.ApplyTo(new TripletOptions());
/// </code></example>
public sealed record HardnessChoice
{
    /// <summary>The strategy of all selectors that follow the schedule; <see cref="Scale"/> says which.</summary>
    public const string Scheduled = "scheduled";

    private const string DefaultCurve = "sigmoid";
    private const double DefaultGrowth = 3;

    private static readonly BatchOptions ForBatches = new();

    /// <summary>The scales: the names of the selectors that follow the schedule.</summary>
    public static IReadOnlyList<string> Scales { get; } =
        [.. NegativeSelector.All.Where(NegativeSelector.FollowsSchedule).Select(selector => selector.Identity)];

    /// <summary>The strategies: <see cref="Scheduled"/>, and the names of the selectors that follow no schedule.</summary>
    public static IReadOnlyList<string> Strategies { get; } =
        [Scheduled, .. NegativeSelector.All.Select(selector => selector.Identity).Except(Scales)];

    /// <summary>The name of a recipe.</summary>
    public string? Recipe { get; init; }

    /// <summary>One of <see cref="Strategies"/>. Default <see cref="Scheduled"/>.</summary>
    public string? Strategy { get; init; }

    /// <summary>One of <see cref="Scales"/>. Default range; log-rank for batches.</summary>
    public string? Scale { get; init; }

    /// <summary>One of <see cref="HardnessCurve.Names"/>. Default sigmoid.</summary>
    public string? Curve { get; init; }

    /// <summary>Cycles over the whole sequence. Default 10, or the steps where they are fewer; 1 for batches.</summary>
    public int? Cycles { get; init; }

    /// <summary>The hardness that the curve rises towards. Default 0.85; 1 for batches.</summary>
    public double? Cap { get; init; }

    /// <summary>The hardness that the curve starts from. Default 0.</summary>
    public double? Floor { get; init; }

    /// <summary>The growth of the curve. Default 3.</summary>
    public double? Growth { get; init; }

    /// <summary>The order of the hardness values. Default that of the schedule.</summary>
    public HardnessOrder? Order { get; init; }

    /// <summary>B of <see cref="HardnessCurve.Logistic"/>. Default twice the growth.</summary>
    public double? LogisticB { get; init; }

    /// <summary>M of <see cref="HardnessCurve.Logistic"/>. Default 0.5.</summary>
    public double? LogisticM { get; init; }

    /// <summary>C of <see cref="HardnessCurve.Logistic"/>. Default 1.</summary>
    public double? LogisticC { get; init; }

    /// <summary>Q of <see cref="HardnessCurve.Logistic"/>. Default 1.</summary>
    public double? LogisticQ { get; init; }

    /// <summary>ν of <see cref="HardnessCurve.Logistic"/>. Default 1.</summary>
    public double? LogisticNu { get; init; }

    private IEnumerable<string> Logistic => Given(
        (nameof(LogisticB), LogisticB), (nameof(LogisticM), LogisticM), (nameof(LogisticC), LogisticC), (nameof(LogisticQ), LogisticQ),
        (nameof(LogisticNu), LogisticNu));

    private IEnumerable<string> Shape => [.. Given((nameof(Curve), Curve), (nameof(Growth), Growth)), .. Logistic];

    private IEnumerable<string> Bounds =>
        Given((nameof(Cycles), Cycles), (nameof(Cap), Cap), (nameof(Floor), Floor), (nameof(Order), Order));

    /// <summary>Sets selector and schedule.</summary>
    /// <param name="options">What else there is to set.</param>
    /// <exception cref="InvalidOptionsException">Names are unknown, or values contradict each other: every fault.</exception>
    public TripletOptions ApplyTo(TripletOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<OptionFault> faults = [];
        var recipe = FindRecipe(MiningRecipe.ForTriplets, faults);
        var selector = recipe?.Selector ?? FindSelector(MiningRecipe.Original.Selector, faults);
        var schedule = recipe is null ? Own(MiningRecipe.Original.Schedule, faults) : Override(recipe.Schedule);
        schedule = Fit(schedule, (long)options.TripletsPerEpoch * options.Epochs);
        ThrowIfAny(faults, schedule);
        return options with { Selector = selector, Schedule = schedule };
    }

    /// <summary>Sets selector, schedule and, where it is not set, group size.</summary>
    /// <param name="options">What else there is to set.</param>
    /// <exception cref="InvalidOptionsException">Names are unknown, or values contradict each other: every fault.</exception>
    public BatchOptions ApplyTo(BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<OptionFault> faults = [];
        var recipe = FindRecipe(MiningRecipe.ForBatches, faults);
        var selector = recipe?.Selector ?? FindSelector(ForBatches.Selector, faults);
        var schedule = recipe is null ? Own(ForBatches.Schedule, faults) : Override(recipe.Schedule);
        ThrowIfAny(faults, schedule);
        return options with
        {
            Selector = selector,
            Schedule = schedule,
            GroupSize = options.GroupSize ?? recipe?.ApplyTo(options).GroupSize,
        };
    }

    /// <summary>The schedule alone, from the original method's.</summary>
    /// <param name="steps">The steps of the sequence: a number of cycles that was not given is no greater.</param>
    /// <exception cref="InvalidOptionsException">The curve is unknown, or its parameters are out of bounds: every fault.</exception>
    public HardnessSchedule ScheduleOver(long steps)
    {
        List<OptionFault> faults = [];
        var schedule = Fit(Own(MiningRecipe.Original.Schedule, faults), steps);
        ThrowIfAny(faults, schedule);
        return schedule;
    }

    /// <summary>Faults of the schedule alone are left to the options that it becomes part of.</summary>
    private static void ThrowIfAny(List<OptionFault> faults, HardnessSchedule schedule)
    {
        if (faults.Count > 0)
            OptionFault.ThrowIfAny(faults.Concat(schedule.Faults()));
    }

    private HardnessSchedule Own(HardnessSchedule schedule, List<OptionFault> faults) =>
        Override(schedule) with { Curve = FindCurve(faults) };

    private HardnessSchedule Override(HardnessSchedule schedule) => schedule with
    {
        Cap = Cap ?? schedule.Cap,
        Floor = Floor ?? schedule.Floor,
        Cycles = Cycles ?? schedule.Cycles,
        Order = Order ?? schedule.Order,
    };

    private HardnessSchedule Fit(HardnessSchedule schedule, long steps) =>
        Cycles is null ? schedule with { Cycles = (int)Math.Clamp(steps, 1, schedule.Cycles) } : schedule;

    /// <summary>The recipe by name, or by default; null where the user makes a schedule of their own.</summary>
    private MiningRecipe? FindRecipe(IReadOnlyList<MiningRecipe> recipes, List<OptionFault> faults)
    {
        if (Recipe is null)
            return this == new HardnessChoice() ? recipes[0] : null;
        faults.AddRange(Given((nameof(Strategy), Strategy), (nameof(Scale), Scale)).Concat(Shape).Select(name =>
            new OptionFault(name, $"has no effect with `Recipe`, which sets it. Leave out one of them.")));
        var found = recipes.FirstOrDefault(recipe => recipe.Name == Recipe);
        if (found is null)
            faults.Add(OptionFault.NotOneOf(nameof(Recipe), Recipe, [.. recipes.Select(recipe => recipe.Name)]));
        else if (!NegativeSelector.FollowsSchedule(found.Selector))
            faults.AddRange(Bounds.Select(name => new OptionFault(
                name, $"has no effect with the `Recipe` {Recipe}, which follows no schedule. Leave out one of them.")));
        return found ?? recipes[0];
    }

    private INegativeSelector FindSelector(INegativeSelector scale, List<OptionFault> faults)
    {
        var before = faults.Count;
        if (Scale is not null && !Scales.Contains(Scale))
            faults.Add(OptionFault.NotOneOf(nameof(Scale), Scale, Scales));
        if (Strategy is not null && !Strategies.Contains(Strategy))
            faults.Add(OptionFault.NotOneOf(nameof(Strategy), Strategy, Strategies));
        else if (Strategy is not (null or Scheduled))
            faults.AddRange(Given((nameof(Scale), Scale)).Concat(Shape).Concat(Bounds).Select(name => new OptionFault(
                name, $"has no effect with the `Strategy` {Strategy}, which follows no schedule. Leave out one of them.")));
        var name = Strategy is null or Scheduled ? Scale : Strategy;
        return name is null || faults.Count > before ? scale : NegativeSelector.All.Single(selector => selector.Identity == name);
    }

    private IHardnessCurve FindCurve(List<OptionFault> faults)
    {
        var sigmoid = HardnessCurve.Sigmoid();
        if (Curve is not null && !HardnessCurve.Names.Contains(Curve))
        {
            faults.Add(OptionFault.NotOneOf(nameof(Curve), Curve, HardnessCurve.Names));
            return sigmoid;
        }
        if (Curve is not (null or DefaultCurve))
            faults.AddRange(Logistic.Select(parameter =>
                new OptionFault(parameter, $"is for the `Curve` sigmoid, but it is {Curve}. Leave out one of them.")));
        if (Growth is not null && LogisticB is not null)
            faults.Add(new OptionFault(nameof(Growth), $"has no effect with `LogisticB`, which sets it. Leave out one of them."));
        if (Growth is not null && Curve is not null && !HasGrowth(Curve))
            faults.Add(new OptionFault(nameof(Growth), $"has no effect with the `Curve` {Curve}, which has none. Leave out one of them."));
        var growth = Growth ?? DefaultGrowth;
        try
        {
            var plain = WithGrowth(Curve ?? DefaultCurve, growth); // also checks the growth
            return Curve is (null or DefaultCurve) && Logistic.Any()
                ? HardnessCurve.Logistic(
                    LogisticB ?? 2 * growth, LogisticM ?? 0.5, LogisticC ?? 1, LogisticQ ?? 1, LogisticNu ?? 1)
                : plain;
        }
        catch (InvalidOptionsException e)
        {
            faults.AddRange(e.Faults);
            return sigmoid;
        }
    }

    private static IHardnessCurve WithGrowth(string curve, double growth) =>
        HardnessCurve.Parse(HasGrowth(curve) ? Invariant($"{curve} growth={growth:R}") : curve)!;

    private static bool HasGrowth(string curve) => HardnessCurve.Parse(curve)!.Identity != curve;

    private static IEnumerable<string> Given(params (string Name, object? Value)[] options) =>
        options.Where(option => option.Value is not null).Select(option => option.Name);
}
