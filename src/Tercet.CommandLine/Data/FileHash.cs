using System.Security.Cryptography;

namespace Tercet.CommandLine.Data;

/// <summary>Hashes files.</summary>
internal static class FileHash
{
    /// <summary>The SHA-256 of files, one after the other, in lower-case hexadecimal.</summary>
    /// <param name="files">Their paths.</param>
    public static string Sha256(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        foreach (var path in files)
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) is > 0 and var read)
                hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
