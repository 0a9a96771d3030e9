namespace Tercet;

/// <summary>Which items are positives of an anchor, where items have several labels. A negative shares none with it.</summary>
public enum LabelMatch
{
    /// <summary>Those that share a label with it: in each step that of the step's class.</summary>
    Any,

    /// <summary>Those that have all of its labels.</summary>
    All,
}
