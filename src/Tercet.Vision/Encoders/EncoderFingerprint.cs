using System.Security.Cryptography;
using System.Text;

namespace Tercet.Vision.Encoders;

/// <summary>Computes the digest that identifies an encoder.</summary>
internal static class EncoderFingerprint
{
    /// <summary>The SHA-256 of settings as lines <c>name=value</c>, in ordinal order of their names.</summary>
    public static string Compute(IReadOnlyDictionary<string, string> settings)
    {
        var lines = settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => $"{setting.Key}={setting.Value}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
