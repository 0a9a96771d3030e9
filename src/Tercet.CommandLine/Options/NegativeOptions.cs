using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Tercet.CommandLine.Options;

/// <summary>The options of how many negatives a step has, and of what keeps false ones out.</summary>
public sealed class NegativeOptions
{
    private static readonly TripletOptions Default = new();

    private readonly Option<int> _negatives = OptionFactory.Number(
        "--negatives", "N", "Negatives per step, 1 or more: the selected one and those next in rank.", Default.Negatives);

    private readonly Option<int?> _spread = OptionFactory.OptionalNumber<int>(
        "--spread", "W", "Spread the negatives of a step evenly over W ranks, N or more. [default: without gaps]");

    private readonly Option<double> _skipNearest = OptionFactory.Number(
        "--skip-nearest", "P", "Leave out this fraction of the candidates, the nearest first, in [0, 1).", Default.SkipNearest);

    private readonly Option<RankRange?> _ranks = new("--ranks")
    {
        HelpName = "A..B",
        Description = "Use only candidates of rank A to B, both included; 1 is the nearest that is not a positive. [default: all]",
        CustomParser = ParseRanks,
    };

    private readonly Option<double?> _maxSimilarity = OptionFactory.OptionalNumber<double>(
        "--max-similarity", "S",
        "Leave out candidates that are more similar to the anchor: the cosine, or minus the distance with another --distance.");

    private readonly Option<double?> _margin = OptionFactory.OptionalNumber<double>(
        "--margin-to-positive", "M", "Leave out candidates unless their similarity s is at most p - M, p being that of the positive.");

    private readonly Option<double?> _ratio = OptionFactory.OptionalNumber<double>(
        "--ratio-to-positive", "R", "Leave out candidates unless s is at most p - (1 - R)|p|, so that 0.95 means 95 % of p.");

    private readonly Option<PositiveReference> _against = OptionFactory.OfEnum(
        "--against", "Of several positives, the one that margin and ratio refer to: the least similar, the mean, the most similar.",
        Default.Bounds.Against);

    /// <summary>All of them.</summary>
    public Option[] All => [_negatives, _spread, _skipNearest, _ranks, _maxSimilarity, _margin, _ratio, _against];

    /// <summary>Those that do not apply to batches.</summary>
    public Option[] OfTriplets => [_negatives, _spread, _ranks, _maxSimilarity, _margin, _ratio, _against];

    /// <summary>Sets them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">What else there is to set.</param>
    /// <param name="faults">Receives what has no effect.</param>
    public MiningOptions ApplyTo(ParseResult parsed, MiningOptions options, UsageFaults faults)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(faults);
        if (parsed.IsSpecified(_against) && !parsed.Specified([_margin, _ratio]).Any())
            faults.Add("--against has no effect without --margin-to-positive or --ratio-to-positive. Leave it out, or add one.");
        if (parsed.IsSpecified(_spread) && parsed.GetValue(_negatives) == 1)
            faults.Add("--spread has no effect on one negative per step. Leave it out, or add --negatives.");
        options = options with { SkipNearest = parsed.GetValue(_skipNearest) };
        return options is not TripletOptions triplets ? options : triplets with
        {
            Negatives = parsed.GetValue(_negatives),
            Spread = parsed.GetValue(_spread),
            Bounds = new NegativeBounds
            {
                Ranks = parsed.GetValue(_ranks),
                MaxSimilarity = parsed.GetValue(_maxSimilarity),
                MarginToPositive = parsed.GetValue(_margin),
                RatioToPositive = parsed.GetValue(_ratio),
                Against = parsed.GetValue(_against),
            },
        };
    }

    private static RankRange? ParseRanks(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split("..");
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            return new RankRange(first, last);
        result.AddError($"--ranks is '{text}'; expected A..B, such as 10..200: from rank 10 to rank 200.");
        return null;
    }
}
