namespace Tercet.CommandLine.Findings;

/// <summary>How well the actual hardness of a sequence followed its target, step by step.</summary>
internal sealed class HardnessFit
{
    private double _error;

    /// <summary>Steps whose target and actual hardness are on one scale.</summary>
    public long Compared { get; private set; }

    /// <summary>The mean absolute difference of these steps; null where there is none.</summary>
    public double? MeanError => Compared == 0 ? null : _error / Compared;

    /// <summary>Steps whose negative is to lie beyond the positive.</summary>
    public long DueBeyond { get; private set; }

    /// <summary>Those of them whose negative does.</summary>
    public long Beyond { get; private set; }

    /// <summary>Compares target and actual hardness.</summary>
    public void Compare(double target, double actual)
    {
        Compared++;
        _error += Math.Abs(actual - target);
    }

    /// <summary>Counts a step whose negative is to lie beyond the positive.</summary>
    public void ExpectBeyond(bool isBeyond)
    {
        DueBeyond++;
        Beyond += isBeyond ? 1 : 0;
    }
}
