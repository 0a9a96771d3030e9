namespace Tercet.Files;

/// <summary>A part of a plan.</summary>
/// <param name="Start">The first anchor, pass or image, from 0.</param>
/// <param name="End">The one after the last.</param>
/// <param name="Steps">Steps, or images.</param>
/// <param name="Distances">Distances to compute; 0 for images.</param>
public sealed record PlannedPart(long Start, long End, long Steps, long Distances);
