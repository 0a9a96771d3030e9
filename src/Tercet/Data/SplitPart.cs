namespace Tercet;

/// <summary>
/// A part of the data; the items of a triplet are all of one part. The numbers are those of the random streams.
/// </summary>
internal enum SplitPart
{
    Train,
    Test,
}
