namespace Tercet;

/// <summary>What is dealt out between training and test.</summary>
public enum SplitBy
{
    /// <summary>Whole classes: those of the test split are unseen in training.</summary>
    Class,

    /// <summary>Single items, as the original method's code does: a class may be in both.</summary>
    Item,
}
