using Tercet.CommandLine;

namespace Tercet.Cli.Commands;

/// <summary>The .npy file that embeddings are written to.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Overwrite">Whether it may exist already.</param>
internal sealed record EmbeddingTarget(string Path, bool Overwrite)
{
    /// <summary>Rejects a path that cannot be written to, before any work.</summary>
    public void Require()
    {
        if (!Path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out is '{Path}'; expected a file name that ends in .npy, such as items.npy.");
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new InvalidInputException(
                $"{folder}: no such folder. Expected a folder to write {System.IO.Path.GetFileName(Path)} to. Create it, or choose "
                    + "another with --out.");
        }
        if (File.Exists(Path) && !Overwrite)
            throw new InvalidInputException($"{Path}: the file exists already. Choose another name, or overwrite it with "
                + "--force.");
    }

    /// <summary>Writes embeddings.</summary>
    public void Write(EmbeddingMatrix matrix, ProgressDisplay display, CancellationToken cancellationToken) =>
        display.Run($"Writing {Path}", progress =>
        {
            using var writer = new NpyWriter(Path, matrix.Count, matrix.Dimensions);
            var row = new float[matrix.Dimensions];
            for (var i = 0; i < matrix.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                matrix.CopyRow(i, row);
                writer.WriteRow(i, row);
                progress.Report(new WorkProgress("", i + 1, matrix.Count));
            }
            writer.Complete();
        });
}
