using System.Globalization;

namespace Tercet;

/// <summary>The usual hardness curves, and a way to make one from a delegate. g is the growth, in (0, 100].</summary>
/// <example><code>
/// var schedule = new HardnessSchedule { Curve = HardnessCurve.Tanh(growth: 4), Cap = 0.9 };
/// var own = new HardnessSchedule { Curve = HardnessCurve.Custom("square", u => u * u) };
/// </code></example>
public static class HardnessCurve
{
    private const double DefaultGrowth = 3;

    /// <summary>1: hardness stays at the cap.</summary>
    public static IHardnessCurve Constant { get; } = Custom("constant", _ => 1);

    /// <summary>u.</summary>
    public static IHardnessCurve Linear { get; } = Custom("linear", u => u);

    /// <summary>sin(πu / 2).</summary>
    public static IHardnessCurve Sine { get; } = Custom("sine", u => PortableMath.Sin(Math.PI / 2 * u));

    /// <summary>The names of the usual curves, as <see cref="Parse"/> takes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["constant", "linear", "sine", "tanh", "logarithmic", "sigmoid", "exponential"];

    /// <summary>tanh(g u) / tanh(g).</summary>
    /// <param name="growth">g, in (0, 100].</param>
    /// <exception cref="InvalidOptionsException">The growth is out of bounds.</exception>
    public static IHardnessCurve Tanh(double growth = DefaultGrowth) =>
        WithGrowth("tanh", growth, u => PortableMath.Tanh(growth * u) / PortableMath.Tanh(growth));

    /// <summary>ln(1 + g u) / ln(1 + g).</summary>
    /// <param name="growth">g, in (0, 100].</param>
    /// <exception cref="InvalidOptionsException">The growth is out of bounds.</exception>
    public static IHardnessCurve Logarithmic(double growth = DefaultGrowth) =>
        WithGrowth("logarithmic", growth, u => PortableMath.LogOnePlus(growth * u) / PortableMath.LogOnePlus(growth));

    /// <summary>e^(g (u − 1)): what the published code of the method computes.</summary>
    /// <param name="growth">g, in (0, 100].</param>
    /// <exception cref="InvalidOptionsException">The growth is out of bounds.</exception>
    public static IHardnessCurve Exponential(double growth = DefaultGrowth) =>
        WithGrowth("exponential", growth, u => PortableMath.Exp(growth * (u - 1)));

    /// <summary>
    /// The logistic function with B = 2g and the other parameters of <see cref="Logistic"/> at their defaults: from 0.047 to
    /// 0.953 at g = 3.
    /// </summary>
    /// <param name="growth">g, in (0, 100].</param>
    /// <exception cref="InvalidOptionsException">The growth is out of bounds.</exception>
    public static IHardnessCurve Sigmoid(double growth = DefaultGrowth) =>
        WithGrowth("sigmoid", growth, u => Richards(u, 2 * growth, 0.5, 1, 1, 1));

    /// <summary>The generalised logistic function (Richards 1959): 1 / (C + Q·e^(−B(u − M)))^(1/ν).</summary>
    /// <param name="b">B, the growth rate; finite, above 0.</param>
    /// <param name="m">M, the u of steepest growth where Q = ν = 1; finite.</param>
    /// <param name="c">C, which sets the upper asymptote, C^(−1/ν); finite, above 0.</param>
    /// <param name="q">Q, which sets the value at u = M; finite, above 0.</param>
    /// <param name="nu">ν, which moves the steepest growth towards one asymptote; finite, above 0.</param>
    /// <exception cref="InvalidOptionsException">A parameter is out of bounds, or the curve exceeds 1.</exception>
    public static IHardnessCurve Logistic(double b = 2 * DefaultGrowth, double m = 0.5, double c = 1, double q = 1, double nu = 1)
    {
        var faults = new List<OptionFault>();
        foreach (var (name, value) in new[] { ("LogisticB", b), ("LogisticC", c), ("LogisticQ", q), ("LogisticNu", nu) })
        {
            if (!(value > 0 && double.IsFinite(value)))
                faults.Add(new OptionFault(name, $"is {value}; expected a finite number above 0."));
        }
        if (!double.IsFinite(m))
            faults.Add(new OptionFault("LogisticM", $"is {m}; expected a finite number."));
        if (faults.Count == 0 && Richards(1, b, m, c, q, nu) is var greatest and not <= 1)
        {
            const string Remedy = "raise `LogisticC`, `LogisticQ` or `LogisticM`";
            faults.Add(new OptionFault(
                "LogisticC", $"is {c}, so that the curve reaches {greatest:0.###}; expected at most 1: {Remedy}."));
        }
        OptionFault.ThrowIfAny(faults);
        return Custom(
            FormattableString.Invariant($"logistic b={b:R} m={m:R} c={c:R} q={q:R} nu={nu:R}"),
            u => Richards(u, b, m, c, q, nu));
    }

    /// <summary>A curve of your own.</summary>
    /// <param name="identity">
    /// Names it, with its parameters; not blank, and none of the usual names. Equal identities must mean equal curves.
    /// </param>
    /// <param name="at">From u in [0, 1] to a value in [0, 1]; called from several threads at once.</param>
    /// <exception cref="ArgumentException">The identity is blank.</exception>
    public static IHardnessCurve Custom(string identity, Func<double, double> at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        ArgumentNullException.ThrowIfNull(at);
        return new Formula(identity, at);
    }

    /// <summary>
    /// The usual curve of an identity or a bare name (its parameters at their defaults); null where it is none, as for a curve of
    /// your own.
    /// </summary>
    /// <param name="identity">Such as <c>tanh growth=3</c> or <c>tanh</c>.</param>
    /// <exception cref="InvalidOptionsException">A parameter is out of bounds.</exception>
    public static IHardnessCurve? Parse(string identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var words = identity.Split(' ');
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in words[1..])
        {
            if (word.Split('=') is not [var name, var text]
                || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !parameters.TryAdd(name, value))
                return null;
        }
        double Parameter(string name, double otherwise) => parameters.Remove(name, out var value) ? value : otherwise;
        IHardnessCurve? curve = words[0] switch
        {
            "constant" => Constant,
            "linear" => Linear,
            "sine" => Sine,
            "tanh" => Tanh(Parameter("growth", DefaultGrowth)),
            "logarithmic" => Logarithmic(Parameter("growth", DefaultGrowth)),
            "exponential" => Exponential(Parameter("growth", DefaultGrowth)),
            "sigmoid" => Sigmoid(Parameter("growth", DefaultGrowth)),
            "logistic" => Logistic(
                Parameter("b", 2 * DefaultGrowth), Parameter("m", 0.5), Parameter("c", 1), Parameter("q", 1), Parameter("nu", 1)),
            _ => null,
        };
        return parameters.Count == 0 ? curve : null;
    }

    private static double Richards(double u, double b, double m, double c, double q, double nu) =>
        PortableMath.Pow(c + q * PortableMath.Exp(-b * (u - m)), -1 / nu);

    private static Formula WithGrowth(string name, double growth, Func<double, double> at)
    {
        if (!(growth is > 0 and <= 100))
            throw new InvalidOptionsException([new OptionFault("Growth", $"is {growth}; expected a number in (0, 100].")]);
        return new Formula(FormattableString.Invariant($"{name} growth={growth:R}"), at);
    }

    /// <summary>Curves are equal where their identities are, so that options which hold them can be compared.</summary>
    private sealed class Formula(string identity, Func<double, double> at) : IHardnessCurve
    {
        public string Identity => identity;

        public double At(double u) => at(u);

        public override bool Equals(object? other) => other is Formula formula && formula.Identity == identity;

        public override int GetHashCode() => identity.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => identity;
    }
}
