namespace Tercet.Viewer;

/// <summary>What the viewer shows, and where it listens.</summary>
public sealed record ViewerOptions
{
    /// <summary>The folders of the runs, one or more.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>The port; 0 for any that is free. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>The name or address that browsers call. Default 127.0.0.1, which no other machine reaches.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>
    /// Whether other machines may reach the viewer: whoever has the address with its token sees every image and text of the runs
    /// and can mark them. Default false.
    /// </summary>
    public bool IsExposed { get; init; }

    /// <summary>The folder that file names in the table are relative to; null for that of the table, or of the record.</summary>
    public string? Images { get; init; }

    /// <summary>Embeddings of the items of the first run; null for those that it was mined from.</summary>
    public string? Embeddings { get; init; }

    /// <summary>Whether links in the folder of the images may lead to images elsewhere. Default false.</summary>
    public bool FollowsLinks { get; init; }

    /// <summary>The folder of cached embeddings; null for the user's.</summary>
    public string? Cache { get; init; }
}
