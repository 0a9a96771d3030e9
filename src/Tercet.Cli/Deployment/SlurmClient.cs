using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Tercet.CommandLine;

namespace Tercet.Cli.Deployment;

/// <summary>Calls Slurm's own commands.</summary>
internal static partial class SlurmClient
{
    /// <summary>Slurm's default.</summary>
    private const int DefaultMaxArraySize = 1001;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The most tasks an array may have: what this cluster says, else Slurm's default.</summary>
    public static int MaxTasks()
    {
        var size = Run("scontrol", ["show", "config"]) is { ExitCode: 0 } answer
            && MaxArraySize().Match(answer.Output) is { Success: true } match
            && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
            ? found
            : DefaultMaxArraySize;
        return Math.Max(1, size - 1); // the largest index is below it
    }

    /// <summary>Submits a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="options">Options of sbatch.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="UsageException">There is no sbatch, or it refuses the script.</exception>
    public static string Submit(string script, params string[] options)
    {
        var answer = Run("sbatch", ["--parsable", .. options, script], wait: true) ?? throw new UsageException(
            "--submit: there is no 'sbatch' on the PATH of this machine. The scripts are written; submit them on a machine of the "
            + "cluster, with 'tercet slurm --submit' or with the commands that 'tercet slurm' prints.");
        if (answer.ExitCode != 0)
            throw new UsageException(
                $"sbatch did not take {script}: {answer.Error.Trim()}. Give what the cluster expects (such as --partition, --account or "
                + "--time), or edit the script and submit it with sbatch.");
        return answer.Output.Trim().Split(';')[0]; // ID, or ID;CLUSTER
    }

    private static (int ExitCode, string Output, string Error)? Run(string program, string[] arguments, bool wait = false)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (wait)
            {
                process.WaitForExit();
            }
            else if (!process.WaitForExit(Patience))
            {
                process.Kill();
                return null;
            }
            return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^MaxArraySize\s*=\s*(\d+)", RegexOptions.Multiline)]
    private static partial Regex MaxArraySize();
}
