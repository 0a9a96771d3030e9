namespace Tercet;

/// <summary>How far work has come, as reported to an <see cref="IProgress{T}"/>; reports come from several threads, possibly out of order.</summary>
/// <param name="Stage">What is being done, such as <c>mining triplets</c>.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all.</param>
public readonly record struct WorkProgress(string Stage, long Done, long Total);
