namespace Tercet.Train.Commands;

/// <summary>Where a run is written to.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Overwrite">Whether an existing run is overwritten.</param>
/// <param name="Resume">Whether an existing run is resumed.</param>
internal sealed record RunTarget(string Folder, bool Overwrite, bool Resume)
{
    /// <summary>Makes sure that there is something to resume.</summary>
    /// <param name="kind">The kind of the run.</param>
    /// <exception cref="InvalidInputException">There is nothing.</exception>
    public void RequireResumable(RunKind kind)
    {
        RunFolder.Recover(Folder);
        if (!Resume || File.Exists(Path.Combine(Folder, kind.Record)))
            return;
        throw new InvalidInputException(
            $"{Folder}: no {kind.Name} to resume ({kind.Record} is missing). Name its folder with --out, or leave --resume out.");
    }
}
