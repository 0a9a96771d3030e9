namespace Tercet;

/// <summary>How hardness moves within a cycle, as a function of u from 0 (its first step) to 1 (its last); g is the growth.</summary>
public enum Curve
{
    /// <summary>1: no schedule, hardness stays at the cap.</summary>
    Constant,

    /// <summary>u.</summary>
    Linear,

    /// <summary>sin(πu / 2).</summary>
    Sine,

    /// <summary>tanh(g u) / tanh(g).</summary>
    Tanh,

    /// <summary>ln(1 + g u) / ln(1 + g).</summary>
    Logarithmic,

    /// <summary>
    /// The generalised logistic (Richards 1959), 1 / (C + Q·e^(−B(u − M)))^(1/ν); with the defaults of
    /// <see cref="LogisticShape"/> it rises from 0.047 to 0.953 at g = 3.
    /// </summary>
    Sigmoid,

    /// <summary>e^(g (u − 1)): what the published code of the method computes.</summary>
    Exponential,
}
