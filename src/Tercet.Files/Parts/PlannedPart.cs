namespace Tercet.Files;

/// <summary>A part of a plan.</summary>
/// <param name="Start">The first anchor, pass or image, from 0.</param>
/// <param name="End">The one after the last.</param>
/// <param name="Steps">Steps, or images.</param>
/// <param name="Distances">Distances to compute; 0 for images.</param>
/// <param name="Images">
/// The first 8 bytes of the SHA-256 of each image, in base64; zeros where there is none or it cannot be read. Null for sequences.
/// </param>
public sealed record PlannedPart(long Start, long End, long Steps, long Distances, string? Images = null);
