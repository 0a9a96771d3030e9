namespace Tercet.Vision.Encoders;

/// <summary>What identifies an encoder, of images or texts, and its embeddings in a cache.</summary>
internal interface IEncoder
{
    /// <summary>The name in messages and manifests.</summary>
    string Name { get; }

    /// <summary>Components of an embedding.</summary>
    int Dimensions { get; }

    /// <summary>Everything that determines the embeddings, by name.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The digest of the settings.</summary>
    string Fingerprint { get; }
}
